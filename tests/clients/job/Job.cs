// A short job by the compiled client: ask, open the link, look, and meet a refusal.
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Indsigt;

public static class Job
{
    public static int Main(string[] arguments)
    {
        try
        {
            Run(arguments[0]).GetAwaiter().GetResult();
            return 0;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error);
            return 1;
        }
    }

    private static async Task Run(string url)
    {
        var handler = new IndsigtHandler();
        var http = new HttpClient(handler) { BaseAddress = new Uri(url + "/") };
        var client = new IndsigtClient(http);

        var asked = await client.CreateRequestAsync("demo", new CreateRequestBody
        {
            Email = "mono@example.com",
            Rights = new List<Rights> { Rights.Access },
        });
        await Task.Delay(1000);
        var mail = await http.GetStringAsync("_local/mail?to=mono@example.com");
        var token = Regex.Match(mail, "link#([A-Za-z0-9._-]+)").Groups[1].Value;
        var opened = await client.RedeemLinkAsync(new RedeemLinkBody { Token = token });
        handler.AccessToken = opened.AccessToken;

        var seen = await client.ViewRequestAsync(asked.RequestId);
        Console.WriteLine(seen.Status);
        try
        {
            await client.ViewRequestAsync("somebody-elses");
        }
        catch (IndsigtException refused)
        {
            Console.WriteLine(refused.StatusCode);
        }
    }
}
