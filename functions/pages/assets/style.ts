// The stylesheet. Text and its background differ by 7 : 1 or more, edges of what can be pressed by 3 : 1 (WCAG 1.4.6, 1.4.11).
export const style = `
:root{--ink:#1b2226;--soft:#49545a;--line:#b9c2c7;--edge:#5c6a71;--ground:#fff;--tint:#f0f4f6;--main:#0b4f6c;--dark:#08394e;
--good:#0b5a32;--good-tint:#e4f3ea;--wait:#664200;--wait-tint:#fdf1d8;--bad:#9b1c1c;--bad-tint:#fbe9e9;--focus:#ffbf47;
color-scheme:light;font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;color:var(--ink);background:var(--ground);font-size:1.0625rem;overflow-wrap:break-word}
a{color:var(--main);text-underline-offset:.15em}
a:hover{color:var(--dark);text-decoration-thickness:.15em}
:focus-visible{outline:3px solid var(--ink);outline-offset:0;box-shadow:0 0 0 6px var(--focus);border-radius:2px}
main:focus,main:focus-visible{outline:0;box-shadow:none}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:block;padding:.75rem 1rem;background:var(--focus);color:var(--ink)}
header{background:var(--main);color:#fff}
header a,header button.quiet{color:#fff}
header a:hover{color:#fff}
header ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0;align-items:center}
header form{margin:0}
header li{display:flex;align-items:center}
header li>a,header li>span,header button.quiet{padding:.5rem 0;min-height:2.75rem;display:inline-flex;align-items:center}
.bar,.places,footer,main{max-width:62rem;margin:0 auto;padding-left:1rem;padding-right:1rem}
.bar{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;align-items:center;min-height:3.5rem}
.logo{max-width:12rem;max-height:3rem;width:auto;height:auto;background:#fff;padding:.25rem;border-radius:.25rem}
.logo+.name{margin-right:auto}
.name{margin:0;font-weight:700;font-size:1.25rem}
.name a{text-decoration:none;padding:.5rem 0;display:inline-block}
.languages [aria-current],.places [aria-current]{font-weight:700;text-decoration:none;box-shadow:inset 0 -3px #fff}
.places{background:var(--dark);max-width:none;padding-left:max(1rem,calc(50% - 30rem));padding-right:max(1rem,calc(50% - 30rem))}
.places li:last-child{margin-left:auto}
button.quiet{background:none;border:0;font:inherit;text-decoration:underline;text-underline-offset:.15em;cursor:pointer}
main{padding-top:1.5rem;padding-bottom:3rem}
footer{border-top:1px solid var(--line);padding-top:1rem;padding-bottom:2rem;color:var(--soft);font-size:.9375rem}
h1,h2,h3{line-height:1.25;margin:2rem 0 .75rem}
h1{font-size:1.75rem;margin-top:.5rem}
h2{font-size:1.375rem}
h3{font-size:1.125rem}
p,ul,ol,dl,table,form,details,.group{margin:0 0 1rem}
main>p,main section>p,main li,.narrow,.lead{max-width:42rem}
.lead{font-size:1.1875rem}
.hint{color:var(--soft);display:block;max-width:42rem}
.choice .hint{padding-left:2.75rem}
label,legend{font-weight:600;display:block;margin-bottom:.25rem;padding:0;max-width:42rem}
.choice label{font-weight:400}
legend{font-size:1.125rem}
fieldset{border:0;margin:0 0 1.5rem;padding:0;min-width:0}
fieldset.rows{border:1px solid var(--line);border-left:4px solid var(--edge);padding:1rem 1rem 0}
fieldset.rows>legend{padding:0 .5rem;margin-left:-.5rem}
.input{font:inherit;color:inherit;width:100%;max-width:34rem;min-height:2.75rem;padding:.4rem .6rem;border:2px solid var(--edge);border-radius:2px;background:#fff}
textarea.input{max-width:42rem;resize:vertical}
.input-short{max-width:9rem}
.input-medium{max-width:17rem}
input[type=file].input{padding:.4rem;max-width:34rem}
.choice{position:relative;margin-bottom:.5rem;clear:left}
.choice input{position:absolute;top:.1rem;left:0;width:1.75rem;height:1.75rem;margin:.25rem;accent-color:var(--main)}
.choice label{padding:.4rem 0 .4rem 2.75rem;margin:0}
.choice-1{margin-left:1.5rem}
.choice-2,.choice-3{margin-left:3rem}
.choice label+.hint{margin-top:-.35rem}
.group-error{border-left:5px solid var(--bad);padding-left:1rem}
.error{color:var(--bad);font-weight:600;display:block;margin-bottom:.25rem}
.error-summary{border:4px solid var(--bad);padding:1rem 1.25rem;margin:0 0 1.5rem;max-width:42rem}
.error-summary h2{margin-top:0}
.error-summary ul{margin:0;padding-left:1.25rem}
.error-summary a{color:var(--bad);font-weight:600}
.notice{border-left:6px solid var(--good);background:var(--good-tint);padding:.75rem 1rem;font-weight:600}
.warning{border-left:6px solid var(--wait);background:var(--wait-tint);padding:.75rem 1rem}
.panel{background:var(--tint);border:1px solid var(--line);border-left:8px solid var(--main);padding:1rem 1.25rem;margin:0 0 1.5rem;max-width:42rem}
.panel>:first-child{margin-top:0}
.panel>:last-child{margin-bottom:0}
.reference{font-size:1.5rem;font-weight:700;letter-spacing:.03em}
.button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.1rem;border:2px solid transparent;border-radius:3px;cursor:pointer;background:var(--main);color:#fff;text-decoration:none;display:inline-block}
.button:hover{background:var(--dark);color:#fff}
.button-second{background:#fff;color:var(--main);border-color:var(--main)}
.button-second:hover{background:var(--tint);color:var(--dark)}
.button-warning{background:var(--bad)}
.button-warning:hover{background:#7d1414}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-bottom:1rem}
.buttons form{margin:0}
.facts>div{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr;gap:.25rem 1.5rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
.facts dt{font-weight:600}
.facts dd{margin:0;min-width:0}
.facts dd p:last-child,.facts dd ul:last-child{margin-bottom:0}
.badge{display:inline-block;padding:.05rem .55rem;border:1px solid currentColor;border-radius:1rem;font-size:.9375rem;font-weight:600;background:#fff;white-space:nowrap}
.badge-plain{color:var(--soft)}
.badge-good{color:var(--good);background:var(--good-tint)}
.badge-wait{color:var(--wait);background:var(--wait-tint)}
.badge-bad{color:var(--bad);background:var(--bad-tint)}
.scroll{overflow-x:auto;margin-bottom:1rem}
.scroll:focus-visible{outline-offset:2px}
table{border-collapse:collapse;width:100%;margin:0}
caption{text-align:left;font-weight:600;padding:.25rem 0}
td form{margin:0}
th.reference-cell{white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
td.hash{min-width:19rem}
td.number,th.number{text-align:right;white-space:nowrap}
td.chart{width:40%;min-width:6rem}
.share{display:block;width:100%;height:1.1rem;fill:var(--main)}
details{border:1px solid var(--line);border-radius:3px}
summary{cursor:pointer;padding:.6rem .9rem;font-weight:600;color:var(--main);min-height:2.75rem}
details[open]>summary{border-bottom:1px solid var(--line)}
.inside{padding:1rem}
.inside>:last-child{margin-bottom:0}
.watermark{position:fixed;inset:0;width:100%;height:100%;z-index:1;pointer-events:none;fill:var(--ink);opacity:.09;font-size:1.125rem}
.copied{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9375rem}
.steps{list-style:none;padding:0;margin:0 0 1rem}
.steps li{border-left:4px solid var(--line);padding:.1rem 0 .9rem 1rem}
.steps li.done{border-color:var(--good)}
.steps li.now{border-color:var(--main)}
.steps .when{color:var(--soft);display:block}
.said{white-space:pre-wrap;overflow-wrap:anywhere}
.message{border-left:4px solid var(--line);padding:.25rem 0 .25rem 1rem;margin:0 0 1rem;max-width:42rem}
.message-own{border-color:var(--main)}
.message .from{color:var(--soft);margin:0}
.letter{border:1px solid var(--line);padding:1rem 1.25rem;max-width:44rem}
.letter h3{margin-top:1.25rem}
.hash,code{font-family:ui-monospace,"SFMono-Regular",Consolas,monospace;font-size:.9375rem;overflow-wrap:anywhere}
.filters{display:flex;flex-wrap:wrap;gap:0 1.25rem;align-items:end}
.filters .group{flex:1 1 11rem;max-width:16rem}
.filters .button{margin-bottom:1rem}
progress{width:100%;max-width:34rem;height:1.5rem;display:block;accent-color:var(--main)}
.visually-hidden{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);border:0;white-space:nowrap}
[hidden]{display:none!important}
@media (max-width:40rem){
body{font-size:1rem}
h1{font-size:1.5rem}
.facts>div{grid-template-columns:1fr;gap:0}
.input,.filters .group{max-width:none}
.button{width:100%;text-align:center}
.buttons>*{flex:1 1 100%}
table.cards thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
table.cards,table.cards tbody,table.cards tr,table.cards td,table.cards th{display:block}
table.cards tr{border:1px solid var(--line);margin-bottom:1rem;padding:.5rem .75rem}
table.cards td,table.cards th{border:0;padding:.2rem 0}
table.cards td.number{text-align:left}
table.cards td.chart{width:auto}
table.cards td.hash{min-width:0}
table.cards td[data-label]::before{content:attr(data-label) ": ";font-weight:600}
}
@media print{header,footer,form,.skip{display:none}h2{break-after:avoid}.scroll{overflow:visible;break-inside:avoid}.share{print-color-adjust:exact}}
`.trim()
