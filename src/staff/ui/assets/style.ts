/** The look of the staff's pages: paper and ink, thin lines, one accent. Colour means channel, and only channel. */
import { versionOf } from "./version.ts";

/** Channels' colours, apart for colour-blind eyes; the sixth and later are for channels that marketers add. */
const LIGHT = ["#b5326e", "#2f62b5", "#1d8a8a", "#c9572c", "#5d7f1f", "#7a4fb0", "#8a6a12", "#4a6670", "#a1442f", "#27714a"];
const DARK = ["#e4709f", "#7ea6ec", "#4fc0bd", "#ee8f63", "#a3c45a", "#bd9bea", "#d9b54a", "#a3bac4", "#e58e7d", "#74c79b"];
export const CHANNEL_COLOURS = LIGHT.length;

/** The colour of a channel on paper and in files, by its place among the channels. */
export function colourOf(place: number): string {
  return LIGHT[Math.max(0, place) % LIGHT.length] ?? "#4a6670";
}

const colours = (values: readonly string[]): string => values.map((value, index) => `--ch${index}:${value}`).join(";");
const classes = LIGHT.map((_, index) => `.ch${index}{--c:var(--ch${index})}`).join("");

export const STYLE = `:root{color-scheme:light dark;--paper:#faf8f3;--card:#fffefb;--ink:#1d2426;--soft:#5c6668;--line:#e4dfd3;--edge:#8a8d86;--accent:#0f5f5c;--accent-ink:#fff;--good:#2f6f2f;--bad:#a33b2a;--badge:#f0ece1;${colours(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14181a;--card:#1b2123;--ink:#e9e6de;--soft:#9aa5a6;--line:#2d3538;--edge:#6d787b;--accent:#6cc3bc;--accent-ink:#0d1b1b;--good:#84c784;--bad:#e58e7d;--badge:#252c2f;${colours(DARK)}}}
${classes}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
main:focus,.errors:focus{outline:0}
.skip{position:absolute;left:-99rem;background:var(--card);padding:.6rem 1rem;z-index:1}.skip:focus{left:.5rem;top:.5rem}
header{display:flex;flex-wrap:wrap;gap:.4rem 2rem;align-items:center;padding:.7rem clamp(1rem,4vw,2.5rem);border-bottom:1px solid var(--line)}
.mark{display:flex;gap:.6rem;align-items:center;font:600 1.15rem/1 ui-serif,Georgia,serif;color:inherit;text-decoration:none;padding:.4rem 0}
.tally{fill:none;stroke:var(--accent);stroke-width:2.4;stroke-linecap:round;flex:none}
header nav{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}header nav a{color:var(--soft);text-decoration:none;padding:.45rem 0;border-bottom:2px solid transparent}header nav a:hover{color:var(--ink)}header nav a[aria-current]{color:var(--ink);border-color:var(--accent)}
.who{margin-left:auto;color:var(--soft);font-size:.87rem;display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center}.who form{margin:0}
main{max-width:1200px;margin:0 auto;padding:2rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font:600 1.75rem/1.2 ui-serif,Georgia,serif;margin:0;text-wrap:balance}h1,h2,td,tbody th,.lead{overflow-wrap:anywhere}h1,h2,tbody th,td,.channel,figcaption a{unicode-bidi:plaintext;text-align:left}.num{text-align:right}
h2{font:600 1.05rem/1.3 ui-serif,Georgia,serif;margin:0 0 .8rem}
h3{font:600 .95rem/1.3 system-ui,sans-serif;margin:1.2rem 0 .4rem}p{margin:.6rem 0;text-wrap:pretty}
.top{display:flex;flex-wrap:wrap;gap:.8rem 1rem;align-items:center;justify-content:space-between}.top.start{align-items:start}.top+.top,.two+.top{margin-top:2rem}
.top>*,.two>*{min-width:0}.top h2,.top p:not(.lead){margin:0}.lead{color:var(--soft);margin:.4rem 0 0;max-width:46rem}.lead .tag{margin-left:.5rem}.lead+.copyable{margin-top:.8rem}.lead+.top,.lead+form{margin-top:1rem}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}.actions form{margin:0}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.2rem 1.3rem;margin:1.2rem 0}
section>:last-child{margin-bottom:0}section>p:first-child{margin-top:0}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.2rem}.two>section{margin:0}
.two{margin:1.2rem 0}
.btn,button{display:inline-block;font:600 .95rem/1.3 system-ui,sans-serif;background:var(--accent);color:var(--accent-ink);padding:.55rem 1rem;border:1px solid var(--accent);border-radius:.5rem;text-decoration:none;cursor:pointer;overflow-wrap:normal}
.btn.quiet,button.quiet{background:var(--card);color:var(--accent);border-color:var(--edge);font-weight:500}
button.bad,.btn.bad{background:var(--bad);border-color:var(--bad);color:var(--card)}
button.plain{background:none;border:0;padding:.2rem 0;color:var(--accent);font:inherit;text-decoration:underline;text-underline-offset:.15em}
button.small,.btn.small{padding:.2rem .6rem;font-size:.85rem;font-weight:500;background:var(--card);color:var(--accent);border-color:var(--edge)}
.period{display:flex;flex-wrap:wrap;border:1px solid var(--line);border-radius:.5rem;overflow:hidden;background:var(--card)}.period a{padding:.45rem .65rem;white-space:nowrap;color:var(--soft);text-decoration:none;font-size:.88rem}.period a:focus-visible{outline-offset:-3px}.period a[aria-current]{background:var(--accent);color:var(--accent-ink)}
.dates{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:1rem 0 0}.dates label{font-size:.87rem;color:var(--soft);min-width:0;max-width:100%}.dates input,.dates select{display:block;min-height:2.6rem;font-size:.95rem;color:var(--ink)}.dates button{min-height:2.6rem}
.kpis{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(min-content,1fr);gap:1px;background:var(--line);border:1px solid var(--line);border-radius:.75rem;overflow:hidden;margin:1.4rem 0}.kpis div{background:var(--card);padding:1.1rem 1.3rem}.kpis dt{color:var(--soft);font-size:.87rem}.kpis dd{margin:.15rem 0 0;font:600 1.9rem/1.2 ui-serif,Georgia,serif}.kpis small{display:block;text-wrap:balance;font:400 .84rem/1.4 system-ui,sans-serif;color:var(--soft);margin-top:.2rem}
.arrow{fill:currentColor;margin-left:.3em}small .arrow{margin:0}.up{color:var(--good)}.down{color:var(--bad)}
.plot{display:flex}.plot .area{flex:1;min-width:0;overflow:visible}.plot .axis{flex:none}.plot svg{display:block}
.grid{stroke:var(--line)}.ax{fill:var(--soft);font-size:11px}.mid{text-anchor:middle}.end{text-anchor:end}.line{stroke:var(--ink);stroke-width:1.8;stroke-linecap:round}
rect[class^=ch],circle[class^=ch]{fill:var(--c)}polyline[class^=ch]{fill:none;stroke:var(--c);stroke-width:1.4}.track{fill:var(--line)}.whisk{stroke:var(--ink);stroke-width:1.5}.hatch{fill:var(--card);fill-opacity:.62}.swatch{background:var(--soft);border-radius:2px;margin-right:.5rem;flex:none}.legend li{display:flex;align-items:baseline}.line.part{stroke-dasharray:3 5}
.whisker{display:block;width:100%;min-width:8rem;height:22px}.whisker circle{stroke:var(--card);stroke-width:1.5}.spark{display:block;width:100%;min-width:5rem;height:24px}.spark polyline{vector-effect:non-scaling-stroke}
.channels td.rate{width:28%}.channels td.trend{width:14%}.channels.costs td.rate{width:14%}.channels.costs td.trend{width:9%}.shares{margin:.6rem 0;align-self:start}.shares caption{text-align:left;color:var(--soft);font-size:.87rem;padding-bottom:.4rem}.shares td:nth-child(2){width:50%}.shares .bar{margin:0}
.bar{display:block;width:100%;min-width:4rem;height:4px;margin-top:.3rem}
section.scroll{overflow-x:auto;background:none;border:0;border-radius:0;padding:0;margin:0}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.6rem .7rem;border-top:1px solid var(--line);vertical-align:middle;font-weight:400}thead th{border:0;color:var(--soft);font-size:.82rem;padding-top:0}thead th a{color:inherit}tfoot th,tfoot td{border-top:2px solid var(--line)}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
.num{text-align:right;white-space:nowrap;overflow-wrap:normal}.words{white-space:normal;text-wrap:balance}thead .num{white-space:normal;text-wrap:balance}.strong{font-weight:650}.strong::before{font-weight:400}.day{white-space:nowrap}td small,tbody th small{display:block;color:var(--soft);font-size:.82rem;font-weight:400}.line-of-cell{display:block}
.rename{display:flex;flex-wrap:wrap;gap:.5rem .7rem}.rename input,.rename select{flex:1 1 9rem;width:auto;min-width:0}.rename select{max-width:30rem}.channel{display:inline-flex;align-items:baseline;overflow-wrap:anywhere}td .channel,th .channel{min-width:6.6rem}.dot{display:inline-block;flex:none;width:.65rem;height:.65rem;border-radius:50%;margin-right:.6rem;background:var(--c)}
.also{display:flex;flex-wrap:wrap;gap:0 .8rem;margin-top:.15rem;color:var(--soft);font-size:.82rem}.also a{padding:.15rem 0}.also .dot{width:.5rem;height:.5rem;margin-right:.35rem}
.mark-note line{stroke:var(--soft);stroke-dasharray:2 4}.mark-note rect{fill:var(--card);stroke:var(--soft)}.mark-note text{fill:var(--ink);font-size:11px;text-anchor:middle}.notes{margin:.6rem 0 0;padding:0 0 0 1.6rem;font-size:.87rem}.notes small{color:var(--soft)}.progress{display:block;width:100%;min-width:6rem;height:14px;margin-top:.2rem}.progress .done{fill:var(--accent)}
.scroll tbody th{overflow-wrap:normal;min-width:8.4rem}.scroll .remark{min-width:12rem}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1rem;color:var(--soft);font-size:.85rem;margin:.6rem 0 0;padding:0;list-style:none}
.note{color:var(--soft);font-size:.87rem;display:flex;gap:.6rem;align-items:start;margin:.9rem 0 0}.note .tally{margin-top:.15rem}
.lines{white-space:pre-line}.history td{overflow-wrap:break-word}.history small{overflow-wrap:anywhere}.soft{color:var(--soft)}.mono,code,pre{font:.9em/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;overflow-x:auto;margin:.6rem 0}
code{overflow-wrap:anywhere}pre code{overflow-wrap:normal}
.tag{display:inline-block;font-size:.82rem;padding:.1rem .55rem;border-radius:1rem;background:var(--badge);white-space:nowrap}.tag.live{background:none;box-shadow:inset 0 0 0 1px var(--good);color:var(--good)}.tag.paused,.tag.ended{color:var(--soft)}
.notice{background:var(--card);border:1px solid var(--accent);border-left-width:4px;border-radius:.5rem;padding:.7rem 1rem;margin:0 0 1.2rem}
.errors{background:var(--card);border:1px solid var(--bad);border-left-width:4px;border-radius:.5rem;padding:.8rem 1rem;margin:1.2rem 0}section>.errors:first-child{margin-top:0}.errors h2{margin:0 0 .3rem}.errors ul{margin:0;padding-left:1.2rem}
.wrong{color:var(--bad);margin:.25rem 0 0;font-size:.9rem}
form.sheet{max-width:46rem}section:has(>form.sheet){max-width:50rem}.again label{position:absolute;clip-path:inset(50%);white-space:nowrap}
.field{margin:0 0 1.1rem}.field label,legend{font-weight:600;display:block;padding:0 0 .2rem}.field small,fieldset>small{display:block;color:var(--soft);margin:.1rem 0 .3rem}
fieldset{border:0;padding:0;margin:0 0 1.1rem;min-width:0}
input,select,textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--edge);border-radius:.4rem;padding:.5rem .65rem;width:100%;max-width:100%}
input[type=checkbox],input[type=radio]{width:1.1rem;height:1.1rem;accent-color:var(--accent);margin:0 .55rem 0 0;flex:none}
input[type=date],input[type=number],select{width:auto}
[aria-invalid]{border-color:var(--bad)}
textarea{min-height:6rem;resize:vertical}
.check{display:flex;align-items:start;font-weight:400!important;padding:.25rem 0!important}.check input{margin-top:.2rem}
.checks{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}
.row{display:flex;flex-wrap:wrap;gap:0 1.5rem}.row .field{flex:1 1 8rem;align-content:end}
details{margin:.8rem 0}section>details:first-child{margin-top:0}details[open]>summary{margin-bottom:.5rem}summary{cursor:pointer;color:var(--accent);padding:.25rem 0}details.sheet>summary{font-weight:600}
.preview{color:var(--soft);margin:-.6rem 0 1.1rem}.preview code{color:var(--ink)}
.copyable{display:inline-flex;flex-wrap:wrap;gap:.3rem .7rem;align-items:center;min-width:0}.said:empty{display:none}.said{color:var(--soft);font-size:.87rem}.code{display:flex;margin:.6rem 0;gap:.5rem .7rem}.code pre{margin:0;width:100%}
dl.facts{display:grid;grid-template-columns:fit-content(42%) 1fr;gap:.35rem 1.2rem;margin:0}dl.facts dt{color:var(--soft)}dl.facts dt code{overflow-wrap:normal}dl.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}
.qr{background:#fff;border:1px solid var(--line);border-radius:.4rem;width:9rem;height:9rem;display:block}
.beside{display:flex;flex-wrap:wrap;gap:1rem 1.5rem;justify-content:space-between}.beside>div{flex:1 1 12rem;min-width:0;overflow-wrap:anywhere}.qrs{margin:0}.qrs a{display:block;font-size:.87rem;margin-top:.35rem}
.made-with ul{list-style:none;padding:0;margin:.6rem 0 1.6rem;display:flex;flex-wrap:wrap;gap:.4rem}.made-with a{display:inline-block;padding:.3rem .7rem;border:1px solid var(--line);border-radius:1rem;text-decoration:none}.made-with a[aria-current]{background:var(--accent);color:var(--card);border-color:var(--accent)}.made-with h2{margin-top:1.2rem}ol.recipe{padding-left:1.4rem;display:grid;grid-template-columns:minmax(0,1fr);gap:.7rem}ol.recipe p{margin:0;overflow-wrap:anywhere}ol.recipe>li>*+*{margin-top:.5rem}
ol.steps{list-style:none;counter-reset:step;padding:0;margin:0;display:grid;gap:1.1rem}ol.steps li{counter-increment:step;display:grid;grid-template-columns:2.2rem 1fr;align-items:baseline}ol.steps li::before{content:counter(step);font:600 1.4rem/1 ui-serif,Georgia,serif;color:var(--accent)}ol.steps strong{display:flex;flex-wrap:wrap;gap:0 .6rem;align-items:baseline}ol.steps .tag{font-weight:400}ol.steps+.actions,.steps+p{margin-top:1.1rem}
.sorts{display:flex;flex-wrap:wrap;gap:.1rem .9rem;color:var(--soft);font-size:.87rem;align-items:baseline}.sorts a{padding:.3rem 0}.sorts a[aria-current]{color:var(--ink);text-decoration:none;font-weight:650}.sorts.cards{display:none}.pages{justify-content:center;margin:1rem 0}.top+table{margin-top:1rem}
.lines-of-file td{overflow-wrap:normal}.lines-of-file .destination{overflow-wrap:anywhere;min-width:12rem}.lines-of-file .name,.lines-of-file td:last-child{min-width:9rem}.lines-of-file .slug,.lines-of-file .channel-cell{white-space:nowrap}
.narrow li{padding:.3rem 0}.narrow{max-width:30rem;margin-inline:auto}
.text{max-width:42rem}
.hush{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media screen and (max-width:700px){.who{margin-left:0;width:100%}main{padding-top:1.3rem}h1{font-size:1.6rem}section,.card{padding:1rem}.kpis{grid-auto-flow:row;grid-template-columns:1fr 1fr}.kpis div{padding:.8rem 1rem}.kpis div:last-child:nth-child(odd){grid-column:1/-1}.kpis dd{font-size:1.6rem}th,td{padding:.55rem .4rem}}
@media screen and (min-width:1101px){.stack:not(.lines-of-file) tbody th{min-width:9.5rem}.links .link{min-width:8.5rem}.stack td:not(.num){min-width:5.8rem}.stack td:has(>.rename){min-width:14rem}}@media screen and (max-width:1240px){.channels.costs .trend{display:none}}@media screen and (max-width:1180px){.actions.wrap{width:100%;justify-content:space-between}}
@media screen and (max-width:1100px){.stack thead{display:none}.sorts.cards{display:flex;margin:0 0 .8rem}.stack,.stack tbody,.stack tfoot{display:block}.stack tr{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.3rem .8rem;padding:.7rem 0;border-top:1px solid var(--line)}.stack td,.stack th{border:0;padding:0}.stack .num{white-space:normal}.stack tbody tr:first-child{border-top:0}.stack tbody th,.stack tfoot th{grid-column:1/-1}.stack td[data-label]::before{content:attr(data-label);color:var(--soft);font-size:.82rem;display:block;font-weight:400}.stack th[data-label]::before{content:attr(data-label) " "}.stack td.num{text-align:left}.stack td:empty,.stack td.unknown{display:none}
.channels tr{grid-template-columns:repeat(3,1fr)}.channels td.rate,.channels.costs td.rate{width:auto;grid-column:span 2}.channels td.trend{width:auto}.channels td.rate:has(+td:empty),.channels.costs td.rate{grid-column:1/-1}
.links tbody tr{grid-template:"name name status""link link link""channel visits signups"/1fr 4.5rem 6.5rem;align-items:end}.links tbody th{grid-area:name;align-self:start}.links .status{grid-area:status;justify-self:end;align-self:start}.links .link{grid-area:link}.links .channel-cell{grid-area:channel}.links .visits{grid-area:visits}.links .signups{grid-area:signups}}
@media screen and (min-width:700px) and (max-width:1100px){.links tbody tr{grid-template:"name name name status""link channel visits signups"/2fr 1fr 4.5rem 6.5rem}}
@media screen and (max-width:480px){header nav{gap:.2rem .8rem;font-size:.92rem}.lines-of-file tr{grid-template-columns:1fr}.period{width:100%}.period a{flex:1 1 auto;text-align:center;padding-inline:.4rem;font-size:.84rem}.dates label{flex:1 1 auto}.dates label:has([type=search]){flex-basis:100%}.dates button{flex:1 1 auto}.dates select{width:100%}dl.variables{grid-template-columns:1fr;gap:0}dl.variables dd{margin-bottom:.6rem}.top .actions{width:100%}.top .actions>*,.top .actions form button{flex:1 1 auto;text-align:center}.top .actions form{display:flex}.sorts>span:first-child{flex-basis:100%}.ax.second{display:none}.ax.name{transform:translateX(-40px)}.beside{flex-direction:column}.beside>div{flex:none;max-width:100%}.spark{min-width:0}}
@media screen and (max-width:24rem){.channels tr{grid-template-columns:repeat(2,1fr)}.who{column-gap:.6rem}.kpis{grid-template-columns:1fr}header nav{gap:.2rem .6rem;font-size:.85rem}.links tbody tr{grid-template:"name name""status status""link link""channel channel""visits signups"/1fr 1fr}.links .status{justify-self:start}dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.5rem}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media(forced-colors:active){.dot,.swatch,.period a[aria-current],.tag{forced-color-adjust:none}.period a[aria-current]{background:Highlight;color:HighlightText}header nav a[aria-current]{border-color:Highlight}header nav a,.btn,button{border-color:ButtonBorder}header nav a:not([aria-current]){border-color:transparent;forced-color-adjust:none;color:LinkText}.sorts a[aria-current]{outline:1px solid;outline-offset:2px}.tally{stroke:CanvasText}}
.paper{display:none}
.links th:has(.tick){padding-left:2rem;position:relative}.links .tick{position:absolute;left:0;width:1.25rem;height:1.25rem;margin:0}.several{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center;margin-top:1rem}.several fieldset{margin:0}.several .check{padding:0!important}.several p{margin:0}.ticked{display:none}
section:has(.tick:checked) .several{position:sticky;bottom:0;background:var(--card);border-top:1px solid var(--line);padding:.7rem 0;z-index:1}section:has(.tick:checked) .ticked{display:flex}section:has(.tick:checked) .unticked{display:none}html:has(.tick:checked){scroll-padding-bottom:9rem}@supports not selector(:has(*)){.ticked{display:flex}}
.codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1.2rem;margin-top:1.2rem}.codes figure{margin:0;min-width:0;break-inside:avoid}.codes svg{display:block;width:100%;background:#fff;fill:#000;border:1px solid var(--line);border-radius:.4rem}.codes figcaption{display:grid;grid-template-columns:minmax(0,1fr);font-size:.87rem;margin-top:.4rem;overflow-wrap:anywhere}
.variables dt{min-width:12.5rem}.variables small{display:block;color:var(--soft);font-size:.84rem}
.periods{margin:-.2rem 0 1rem}.pair{margin-top:1rem}.pair thead td{border:0}.pair tbody th{min-width:5.5rem}.pair .num{white-space:normal;overflow-wrap:anywhere;min-width:4.2rem}
@page{size:A4;margin:14mm 12mm}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
header,.skip,.actions,.period,.sorts,.screen,details:not([open]),details:has(form),form,button,.btn,pre,.qrs figcaption,.links th:nth-child(2),.links .link,.channels.costs .trend{display:none!important}
body{display:table;width:calc(100% - 1px);font-size:9.5pt}.paper{display:table-header-group;break-inside:avoid}.paper div{display:flex;gap:.5rem;align-items:center;border-bottom:1px solid var(--line);padding:0 0 2mm;margin:0 0 5mm;font-size:8.5pt;color:var(--soft)}.paper .tally{margin-right:.2rem}
.top:has(~.codes){display:none}.codes{grid-template-columns:repeat(4,1fr);gap:5mm 6mm;margin-top:0}.codes svg{border:0}
main{display:table-row-group}section:not(:has(table)),.kpis,figure,tr{break-inside:avoid}#compare:not(:has(table)){display:none}.stack td:not(.num){min-width:14mm}p,li,dd,code{overflow-wrap:anywhere}.kpis div{padding:.8rem .9rem}.kpis dd{overflow-wrap:normal;font-size:1.3rem}table{font-size:8.5pt}section:has(>form):not(:has(table)),td.num:has(>a[aria-label]){display:none}td .channel{min-width:20.5mm}dl.facts dd{break-inside:avoid}dl.facts dt{break-after:avoid}th,td{padding:1.3mm 1mm}thead th,td small,tbody th small{font-size:7.5pt}tbody th{min-width:23mm}.links th:has(.tick){padding-left:0}td.num small{white-space:normal}.whisker{min-width:15mm}.bar{min-width:9mm}.spark{min-width:14mm}.note{font-size:8.5pt}h1,h2,h3{break-after:avoid}thead{display:table-header-group}tfoot{display:table-row-group}.note{break-before:avoid}a{color:inherit;text-decoration:none}section,.card{padding:3mm 4mm}}
`;

/** Part of the file's address, so that a changed text has a new address: browsers may cache the file. */
export const STYLE_VERSION = versionOf(STYLE);
