/** People whose devices, apps and carriers have names that sound like a program's, and programs that send a whole browser's. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeAnew } from "../../src/visitor/skip.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const android = (model: string, more = "") =>
  `Mozilla/5.0 (Linux; Android 14; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36${more}`;
const TV = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/84.0.4147.140 Safari/537.36";

// biome-ignore-start format: one line for each reads better
const PEOPLE = [
  `${IPHONE} GoogleWv/1.0 (WKWebView) GoogleLens/1.0`,
  `${IPHONE} GoogleWv/1.0 (WKWebView) OPA/1.9.78001 CoreAssistant/com.google.OPA`,
  `${IPHONE} GoogleNews/5.110 Mobile/15E148`,
  `${IPHONE} AppleNews/607 Version/2.0`,
  `${IPHONE} Mobile/15E148 WebViewApp Townnews-Now/4.0`,
  `${IPHONE} Mobile/15E148 Newsreel/3.1`,
  android("Xming Google TV Build/RTM7.230903.079; wv"),
  android("Google TV Streamer"),
  android("Discovery Elite"),
  android("M bot 54"),
  android("POWER BOT Build/MRA58K"),
  android("XBot_Senior Build/O11019"),
  android("Spider 8"),
  android("Superion Radar Deluxe"),
  android("ECHO JAVA"),
  android("Capture+"),
  android("Newsday_E1"),
  android("CG|EON Blaze"),
  android("moto g(7) power Server"),
  android("Monitor Pro Build/X()"),
  android("SM-A155F Build/UP1A; wv", " SohuNews/6.7.8 BuildCode/795"),
  android("SM-A155F Build/UP1A; wv", " [air.com.poker/1.0]"),
  android("SM-A155F Build/UP1A; wv", " Ask.com Mobile Browser"),
  android("SM-A155F Build/UP1A; wv", " SogouMSE,SogouMobileBrowser/5.28.7"),
  android("SM-A155F Build/UP1A; wv", " TTID/600000@taobao_android_7.8.3"),
  `Mozilla/5.0 (Linux armv7l) ${TV} OPR/46.0.2207.0 OMI/4.21.4.112.Catcher4.69 Model/Hisense VIDAA/5.0(Hisense;SmartTV;55A52)`,
  `Opera/9.80 NETTV/4.5.0 Mozilla/5.0 (Linux armv7i; CE-HTML/1.0; U; en) ${TV} Tbrowser/2.0`,
  "Opera/9.80 (Linux 7405b0-smp; U; HbbTV/1.1.1 (; Humax; CXHD-5100C; 1.00.23; 1.0; ); ce-html/1.0; en) Presto/2.9.167 Version/11.50",
  "Mozilla/5.0 (webOS/1.0; U; en-US) AppleWebKit/525.27.1 (KHTML, like Gecko) Version/1.0 Safari/525.27.1 Pre/1.0",
];
const PROGRAMS = [
  android("Nexus 5X Build/MMB29P", " (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
  android("Nexus 5X", " (compatible; Google-InspectionTool/1.0;)"),
  android("SM-G930V", " (compatible; Google-Read-Aloud)"),
  android("moto g power (2022)", " CloudflareObservatory/1.0"),
  android("Moto G (4) Build/MPJ24.139-64", " PTST/180829.190838"),
  android("moto g power (2022)", " Chrome-Lighthouse"),
  android("K", " Convertify"),
  android("Galaxy Nexus Build/IMM76B").replace("like Gecko", "like Gecko; Google-Publisher-Plugin"),
  android("Galaxy Nexus").replace("like Gecko", "like Gecko; GoogleAdSenseInfeed"),
  android("Nexus 5").replace("like Gecko", "like Gecko; googleweblight"),
  android("GEC77", " Nitro-Optimizer-Agent"),
  android("K").replace("Chrome/", "HeadlessChrome/"),
  android("K", " AdsBot-Google-Mobile"),
  `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1 moatbot`,
  `${IPHONE} adbeat.com/policy Version/18.5`,
  `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)`,
  `${IPHONE} Mobile/15E148 Safari/604.1 DatadogSynthetics`,
  `${IPHONE} Mobile/15E148 Safari/604.1 Site24x7 Monitor`,
  `${IPHONE} Mobile/15E148 LinkPreview`,
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${TV} RuxitSynthetic/1.0`,
  `Mozilla/5.0 (X11; Linux x86_64; Storebot-Google/1.0) ${TV}`,
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${TV} newsai/1.0`,
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; compatible; Amzn-User/0.1) Chrome/119.0.6045.214 Safari/537.36`,
  `Mozilla/5.0 (X11; Linux x86_64) Miniature.io/6.0 ${TV}`,
  "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) HLB/1.247",
  "some-crawl-of-ours",
  "",
  "-",
  "Discovery",
];
// biome-ignore-end format: as above

test.each(PEOPLE)("a person: %s", (userAgent) => {
  expect(judgeAnew(userAgent)).toBeNull();
});

test.each(PROGRAMS)("a program: %s", (userAgent) => {
  expect(judgeAnew(userAgent)).not.toBeNull();
});

test.each(["Telekom.de", "vodafone IT", "Orange", "Claro", "", "news & more", "bot"])(
  "Facebook's own string is a person's, whatever the carrier is called: %j",
  (carrier) => {
    const device = "FBDM/{density=1.5,width=480,height=800};FBLC/nl_NL";
    expect(
      judgeAnew(`[FBAN/FB4A;FBAV/515.1.0.62.90;FBBV/149649;${device};FBCR/${carrier};FBPN/com.facebook.katana;FBDV/LG-P920;FBSV/14;]`),
    ).toBeNull();
  },
);

test("a phone is a person's, whatever words its maker calls it by", () => {
  const words = [
    "Discovery",
    "bot",
    "BOT",
    "News",
    "Google",
    "Radar",
    "Catch",
    "Spider",
    "Monitor",
    "Capture",
    "Scan",
    "Tools",
    "Server",
    "Java",
    "Proxy",
    "Agent",
    "Preview",
    "Check",
    "Feed",
    "X",
  ];
  const model = fc.array(fc.constantFrom(...words, "2", "Pro", "Tab 10"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
  fc.assert(fc.property(model, (name) => void expect(judgeAnew(android(`${name} Build/AP3A.240905.015; wv`)) ?? "person").toBe("person")));
});
