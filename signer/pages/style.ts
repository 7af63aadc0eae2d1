/** The signer's own copy of the few tokens that it needs: it shares no file with the portal. */
export const STYLE = `
:root{color-scheme:light dark;
--sheet:light-dark(#fff,#121618);--sunk:light-dark(#f4f6f6,#0e1213);
--ink:light-dark(#11181a,#e9edee);--ink-2:light-dark(#3a4649,#bcc6c9);--ink-3:light-dark(#556165,#97a3a7);
--rule:light-dark(#d5dcdc,#293135);--rule-2:light-dark(#7d898c,#6e7b80);
--accent:light-dark(#6b2173,#dfa2e6);--accent-hover:light-dark(#53165b,#efc3f4);--on-accent:light-dark(#fff,#230a27);--accent-wash:light-dark(#f6ebf6,#2b1a2e);
--ok:light-dark(#17653a,#7fd09a);--warn:light-dark(#7d4a00,#f0bd5c);--warn-wash:light-dark(#fdf0d5,#2e220b);
--err:light-dark(#ab2114,#ff9a8a);--err-wash:light-dark(#fdeae6,#391812);
--sans:"Inter Variable","Segoe UI Variable Text","Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif;
--mono:"Cascadia Mono","JetBrains Mono","SF Mono",ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
@font-face{font-family:"Inter Variable";font-style:normal;font-display:optional;font-weight:100 900;src:url(/inter.woff2) format("woff2-variations")}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--sheet);color:var(--ink);font:400 14px/20px var(--sans);font-feature-settings:"ss03","cv05";font-variant-numeric:tabular-nums}
h1,h2,p,dl,dd,table,ul{margin:0;padding:0}
h1{font:640 30px/36px var(--sans);letter-spacing:-.021em;text-wrap:balance;margin:0 0 4px;overflow-wrap:anywhere}
h2{font:640 17px/24px var(--sans);letter-spacing:-.011em;border-top:2px solid var(--ink);padding-top:12px;margin:36px 0 12px}
b{font-weight:620}code{font-family:var(--mono);font-size:.93em}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:3px}a:hover{color:var(--accent-hover);text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.bar{background:var(--ink);color:var(--sheet);padding:10px 24px;font-weight:560;display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center}
.bar code{font-weight:600}.bar .who{margin-left:auto;font-weight:400}
.demo{background:var(--warn-wash);color:var(--warn);border-bottom:1px solid currentColor;padding:8px 24px;font-weight:560}
main{max-width:760px;margin:0 auto;padding:32px 24px 96px}
.soft{color:var(--ink-2);text-wrap:pretty}.quiet{color:var(--ink-3)}
.plate{display:flex;gap:20px;align-items:center}.seal{width:96px;height:96px;flex:none;color:var(--accent);display:block}.seal svg{display:block;width:100%;height:100%}
.words{font:560 18px/26px var(--sans);color:var(--ink-2)}
.hex{font:400 13.5px/24px var(--mono);margin-top:12px;border:1px solid var(--rule-2);padding:10px 14px;overflow-wrap:anywhere}.hex b{color:var(--accent);font-weight:400}
dl{display:grid;grid-template-columns:170px minmax(0,1fr)}
dt,dd{padding:8px 0;border-top:1px solid var(--rule);overflow-wrap:anywhere}dd{grid-column:2}dd+dd{border:0;padding-top:0}dt{font:400 13px/20px var(--mono);padding-right:12px}
dt:first-of-type,dt:first-of-type+dd{border:0}
.files{font:400 13px/22px var(--mono);width:100%;border-collapse:collapse}
.files td{padding:3px 12px 3px 0;border-top:1px solid var(--rule);overflow-wrap:anywhere}.files .num{text-align:right;white-space:nowrap}.files .sum{white-space:nowrap}
.sign{background:var(--accent-wash);border-top:2px solid var(--accent);padding:20px 24px;margin-top:36px}
.sign h2{border:0;margin:0;padding:0}.sign label{display:block;font:560 13px/18px var(--sans);margin:10px 0 4px}.sign .row{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
textarea{width:100%;min-height:60px;padding:6px 9px;font:400 14px/20px var(--sans);color:var(--ink);background:var(--sheet);border:1px solid var(--rule-2);border-radius:3px;display:block;resize:vertical}
textarea:hover{border-color:var(--ink)}textarea:focus{outline:2px solid var(--accent);outline-offset:-1px;border-color:var(--accent)}
.btn{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:7px 14px;font:560 14px/20px var(--sans);color:var(--ink);background:var(--sheet);border:1px solid var(--rule-2);border-radius:3px;text-decoration:none;cursor:pointer}
.btn:hover{border-color:var(--ink);color:var(--ink);background:var(--sunk)}
.btn.main{color:var(--on-accent);background:var(--accent);border-color:var(--accent)}.btn.main:hover{background:var(--accent-hover);border-color:var(--accent-hover);color:var(--on-accent)}
.btn.danger{color:var(--err);border-color:var(--err)}.btn.danger:hover{background:var(--err-wash)}
.note{padding:10px 12px;border-left:3px solid var(--rule-2);background:var(--sunk);margin-top:12px}
.note.err{border-color:var(--err);background:var(--err-wash)}
.acts{margin-top:24px;display:flex;flex-wrap:wrap;gap:8px}
fieldset{border:0;margin:0;padding:0;min-width:0}fieldset h2{margin-top:28px}legend{padding:0;width:100%}
.place{border-top:1px solid var(--rule-2);margin-top:20px;padding-top:12px}.place legend{font:620 15px/22px var(--sans);float:left}.place dl{clear:both}
#entry label{display:block;font:560 13px/18px var(--sans);margin:14px 0 4px}#entry .row{display:flex;gap:8px;margin-top:12px}
#entry input{width:100%;min-height:44px;padding:7px 9px;font:400 14px/20px var(--mono);color:var(--ink);background:var(--sheet);border:1px solid var(--rule-2);border-radius:3px}
#entry input:hover{border-color:var(--ink)}#entry input:focus{outline:2px solid var(--accent);outline-offset:-1px;border-color:var(--accent)}#entry input:disabled,#entry button:disabled,#secret-part:disabled input,#secret-part:disabled button{color:var(--ink-3);background:var(--sunk);cursor:not-allowed}
.btn:disabled{border-color:var(--rule-2)}.bad{color:var(--err)}.good{color:var(--ok)}
details{margin-top:14px}summary{cursor:pointer;min-height:24px;font:560 13px/24px var(--sans)}
.cmd{margin:12px 0;padding:10px 12px;background:var(--sunk);border:1px solid var(--rule);font:400 12.5px/20px var(--mono);overflow-x:auto}
@media(max-width:560px){main{padding:24px 16px 72px}.bar,.demo{padding-inline:16px}h1{font-size:24px;line-height:30px}
dl{grid-template-columns:minmax(0,1fr)}dd,dt:first-of-type+dd{grid-column:1;border:0;padding-top:0}dt{padding-bottom:0}.sum{display:none}.sign{padding:16px;margin-inline:-16px}.bar .who{margin-left:0}}
@media print{.sign,.acts{display:none}}
`
