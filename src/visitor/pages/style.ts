/** The look of the public pages: paper and ink, thin lines, one accent, as on the staff's pages. */
export const STYLE = `:root{color-scheme:light dark;--paper:#faf8f3;--card:#fffefb;--ink:#1d2426;--soft:#5c6668;--line:#e4dfd3;--accent:#0f5f5c}
@media(prefers-color-scheme:dark){:root{--paper:#14181a;--card:#1b2123;--ink:#e9e6de;--soft:#9aa5a6;--line:#2d3538;--accent:#6cc3bc}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
header,main{max-width:44rem;margin:0 auto;padding:1.2rem clamp(1rem,4vw,2rem)}
header{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;align-items:center;border-bottom:1px solid var(--line)}
.mark{display:flex;gap:.6rem;align-items:center;font:600 1.15rem/1 ui-serif,Georgia,serif}
svg{stroke:var(--accent)}
nav{margin-left:auto;display:flex;gap:1rem;font-size:.9rem}
nav a{padding:.25rem 0}
nav [aria-current]{color:var(--ink);text-decoration:none;font-weight:600}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
h1{font:600 1.9rem/1.2 ui-serif,Georgia,serif;margin:1.4rem 0 .6rem;text-wrap:balance}
h2{font:600 1.2rem/1.3 ui-serif,Georgia,serif;margin:2rem 0 .5rem}
h3{font:600 1.05rem/1.3 ui-serif,Georgia,serif;margin:0 0 .5rem}
p,ul{margin:.5rem 0}
article>p:first-child{margin-top:0}
ul{padding-left:1.2rem}
article{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.3rem;margin:1rem 0}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.3rem 1rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.figures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem}.figures strong{display:block;font:600 1.9rem/1.2 ui-serif,Georgia,serif}small{display:block;color:var(--soft);font-weight:400}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:.35rem 0 .35rem 1.2rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}th:first-child{padding-left:0;text-align:left}
.lead{font-size:1.1rem}.paper{display:none}
.soft{color:var(--soft)}
@media(max-width:22rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@page{margin:2cm}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#999;--accent:#000}
body{font-size:11pt}h1,.paper,th:first-child{overflow-wrap:anywhere}th:first-child{min-width:30mm}nav{display:none}header,main{max-width:none;padding-inline:0}h1,h2,h3{break-after:avoid}article{break-inside:avoid}a[href^=http]::after{content:" (" attr(href) ")"}.paper{display:table-header-group;break-inside:avoid;font-size:8.5pt;color:var(--soft)}.paper p{border-bottom:1px solid var(--line);padding-bottom:2mm;margin:0 0 5mm}.paper svg{vertical-align:-3px;margin-right:2mm}body:has(.paper){display:table;width:100%}.paper~main{display:table-row-group}.paper~header,.paper~main .screen{display:none}.scroll{overflow:visible}tr{break-inside:avoid}thead{display:table-header-group}}
`;
