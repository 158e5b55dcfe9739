// What the generated client leaves to whoever uses it: credentials, one key for each creation, and repeats.
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Indsigt
{
    /// <summary>Put below the HttpClient of an IndsigtClient: new HttpClient(new IndsigtHandler()).</summary>
    public class IndsigtHandler : DelegatingHandler
    {
        public IndsigtHandler() : base(new HttpClientHandler()) { }

        /// <summary>Of a redeemed link.</summary>
        public string AccessToken { get; set; }

        /// <summary>The secret of an API key, sent beside the token.</summary>
        public string ApiKey { get; set; }

        /// <summary>How often a call is repeated that met a passing trouble.</summary>
        public int Retries { get; set; } = 4;

        private static readonly HashSet<int> Passing = new HashSet<int> { 429, 502, 503, 504 };

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (AccessToken != null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
            if (ApiKey != null && !request.Headers.Contains("X-API-Key"))
                request.Headers.Add("X-API-Key", ApiKey);
            if (request.Method == HttpMethod.Post && !request.Headers.Contains("Idempotency-Key"))
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());

            var canRepeat = request.Content == null || request.Content is ByteArrayContent;
            var bytes = canRepeat && request.Content != null
                ? await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false)
                : null;
            for (var tried = 0; ; tried += 1)
            {
                if (bytes != null) request.Content = CopyOf(request.Content, bytes);
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (!canRepeat || tried >= Retries || !Passing.Contains((int)response.StatusCode)) return response;
                var pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(250 * Math.Pow(2, tried));
                response.Dispose();
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
        }

        /// <summary>A content is spent when it was sent.</summary>
        private static HttpContent CopyOf(HttpContent content, byte[] bytes)
        {
            var copy = new ByteArrayContent(bytes);
            foreach (var header in content.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            return copy;
        }
    }
}
