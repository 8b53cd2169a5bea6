import Core

extension CitizenPage {
    /// The one style sheet of every page for citizens. Text has a contrast of at least 7 with what is behind it (WCAG 2.2, 1.4.6), a target at
    /// least 44 pixels; widths are in parts, so that 320 pixels suffice.
    static let style = """
        :root{color-scheme:light;--ink:#1b1b1b;--soft:#4a4a4a;--blue:#154273;--pale:#eaf1f8;--line:#b4bfca;--late:#a3120a;--paid:#1c5a3b}\
        *{box-sizing:border-box}html{-webkit-text-size-adjust:100%}\
        body{margin:0;font:1.0625rem/1.6 Lato,"Segoe UI",system-ui,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:#fff;overflow-wrap:break-word}\
        .skip{position:absolute;left:-99rem;background:#fff;padding:.75rem 1rem}.skip:focus{left:.5rem;top:.5rem;z-index:9}\
        :focus-visible{outline:3px solid #000;outline-offset:2px;box-shadow:0 0 0 6px #ffd23f}main:focus{outline:none;box-shadow:none}\
        header{background:var(--blue);color:#fff}.demo{margin:0;max-width:none;padding:.4rem 1rem;background:#ffd23f;color:#000;text-align:center;font-size:.95rem}\
        .bar{max-width:56rem;margin:0 auto;padding:.9rem 1rem;display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center}\
        .owner{margin:0;font-size:1.2rem;font-weight:700}.bar a,.bar button{color:#fff;background:none;border:0;font:inherit;text-decoration:underline;\
        cursor:pointer;padding:.5rem 0;min-height:2.75rem;display:inline-block}.bar :focus-visible{outline-color:#fff;box-shadow:0 0 0 6px #000}\
        main,footer{max-width:56rem;margin:0 auto;padding:1rem}footer{border-top:1px solid var(--line);margin-top:2.5rem;color:var(--soft);font-size:.95rem}\
        h1{font-size:1.9rem;line-height:1.25;margin:1.2rem 0 .8rem;color:var(--blue)}h2{font-size:1.4rem;line-height:1.3;margin:2.2rem 0 .6rem;color:var(--blue)}\
        h3{font-size:1.15rem;line-height:1.35;margin:1.4rem 0 .4rem}h4{font-size:1.0625rem;margin:1.1rem 0 .3rem}p,li{max-width:42rem}a{color:var(--blue)}\
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.lead{font-size:1.2rem}.muted{color:var(--soft)}.late{color:var(--late);font-weight:700}.paid{color:var(--paid);font-weight:700}\
        .amount{white-space:nowrap;font-variant-numeric:tabular-nums}.number{font-family:ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}\
        .button{display:inline-block;background:var(--blue);color:#fff;border:2px solid var(--blue);border-radius:.4rem;padding:.8rem 1.4rem;font:inherit;\
        font-weight:700;text-decoration:none;cursor:pointer;min-height:2.75rem;max-width:100%;text-align:center}.button:hover{background:#0d2c4f}\
        .plain{background:#fff;color:var(--blue)}.plain:hover{background:var(--pale)}.actions{display:flex;flex-wrap:wrap;gap:.8rem;margin:1.2rem 0}.actions form{max-width:100%}\
        .notice{border-left:.4rem solid var(--blue);background:var(--pale);padding:.8rem 1rem;margin:1.2rem 0}.notice.warning{border-color:var(--late);background:#fdf0ee}\
        .notice.good{border-color:var(--paid);background:#edf6f0}.notice h2{margin:.2rem 0}.notice p{margin:.4rem 0}\
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:1rem;margin:1.2rem 0;padding:0}\
        .figures div{border:1px solid var(--line);border-top:.35rem solid var(--blue);border-radius:.3rem;padding:.8rem 1rem}.figures .alarm{border-top-color:var(--late)}\
        .figures dt{color:var(--soft)}.figures dd{margin:0}.figures .big{font-size:1.75rem;font-weight:700;line-height:1.3;font-variant-numeric:tabular-nums}\
        fieldset{border:0;padding:0;margin:1rem 0}legend{font-size:1.2rem;font-weight:700;padding:0}label{display:block}\
        .choice{display:flex;gap:.8rem;align-items:flex-start;border:1px solid var(--line);border-radius:.3rem;padding:.7rem .9rem;margin:.5rem 0;cursor:pointer;max-width:42rem}\
        .choice:hover{background:var(--pale)}.choice input{width:1.4rem;height:1.4rem;margin:.15rem 0 0;flex:none}.choice span{display:block}.choice .number{display:inline}\
        input[type=text],input[type=file]{font:inherit;padding:.6rem;border:2px solid #5a6672;border-radius:.3rem;width:100%;max-width:28rem;min-height:2.75rem}\
        .case{border:1px solid var(--line);border-radius:.4rem;padding:.2rem 1.1rem 1rem;margin:1.4rem 0}.case.owing{border-left:.4rem solid var(--blue)}.case.behind{border-left:.4rem solid var(--late)}\
        .case h3{font-size:1.25rem}.picture{display:block;width:100%;max-width:42rem;height:1.7rem;margin:.7rem 0 .3rem;border-radius:.2rem}\
        .key{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;padding:0;margin:.2rem 0 .8rem}.key li{display:flex;align-items:center;gap:.5rem}\
        .swatch{width:1.1rem;height:1.1rem;flex:none;border-radius:.15rem}\
        .dates{list-style:none;padding:0;margin:.6rem 0;border-left:3px solid var(--line)}.dates li{padding:.35rem 0 .35rem 1rem;position:relative}\
        .dates li::before{content:"";position:absolute;left:-.5rem;top:.85rem;width:.8rem;height:.8rem;border-radius:50%;background:var(--blue)}\
        .dates .behind::before{background:var(--late)}.dates .day{font-weight:700;display:flex;flex-wrap:wrap;gap:0 .8rem}.dates p{margin:0}\
        dl.facts{display:grid;grid-template-columns:minmax(8rem,18rem) 1fr;gap:.25rem 1rem;margin:.8rem 0}.facts dt{color:var(--soft)}.facts dd{margin:0;min-width:0}\
        summary{cursor:pointer;padding:.6rem 0;font-weight:700;color:var(--blue);min-height:2.75rem}details ol{margin:.2rem 0;padding-left:1.2rem}details li{padding:.2rem 0}\
        .toc{columns:18rem;padding-left:1.2rem}.toc li{break-inside:avoid;padding:.25rem 0}\
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.5rem .6rem .5rem 0;border-bottom:1px solid var(--line)}\
        @media (max-width:30rem){dl.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}h1{font-size:1.6rem}.actions .button,.actions form{width:100%}}\
        @media print{@page{margin:15mm}body{font-size:10pt;line-height:1.4}h1{font-size:18pt;margin:.6rem 0}h2{font-size:14pt;margin:1.2rem 0 .4rem}h3{font-size:12pt}.figures{grid-template-columns:repeat(3,1fr);gap:.6rem}.figures .big{font-size:15pt}p,li,.picture{max-width:none}.picture{height:1.2rem}header{background:none;color:#000;border-bottom:2px solid #000}.demo{border:1px solid #000}.actions,.skip,.bar form,.bar a,.screen{display:none!important}\
        h2,h3,h4,.picture,.state{break-after:avoid}.figures div,.notice,li,dl.facts,.short{break-inside:avoid}main,footer,.bar{max-width:none;padding-left:0;padding-right:0}\
        .picture,.swatch{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit}}
        """

    /// The style as a Content-Security-Policy names it.
    static let styleHash = Page.hash(of: style)
}
