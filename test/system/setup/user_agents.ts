/** What real browsers, apps, fetchers of previews and other programs call themselves. */

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const GALAXY =
  "Mozilla/5.0 (Linux; Android 14; SM-S911B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/137.0.7151.89 Mobile Safari/537.36";
const PIXEL =
  "Mozilla/5.0 (Linux; Android 14; Pixel 9 Pro XL Build/AD1A.240905.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.107 Mobile Safari/537.36";
const CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36";

// biome-ignore-start format: one line for each reads better
export const PEOPLE: Readonly<Record<string, string>> = {
  "Instagram, iPhone": `${IPHONE} Mobile/15E148 Instagram 389.0.0.29.87 (iPhone15,2; iOS 18_5; nl_NL; nl; scale=3.00; 1179x2556; 754227838; IABMV/1)`,
  "Instagram, Android": `${GALAXY} Instagram 382.0.0.49.84 Android (34/14; 480dpi; 1080x2340; samsung; SM-S911B; dm1q; qcom; nl_NL; 739816062; IABMV/1)`,
  "Instagram, Google's phone": `${PIXEL} Instagram 358.0.0.51.97 Android (34/14; 360dpi; 1008x2071; Google/google; Pixel 9 Pro XL; komodo; komodo; en_US; 665037474)`,
  "Threads, iPhone": `${IPHONE} Mobile/15E148 Barcelona 352.0.0.20.80 (iPhone15,2; iOS 18_5; nl_NL; nl; scale=3.00; 1179x2556; 645204331)`,
  "Facebook, iPhone": `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/512.0.0.41.106;FBBV/732093476;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBID/phone;FBLC/nl_NL;FBOP/5;FBRV/735103213;IABMV/1]`,
  "Facebook, Android": `${GALAXY} [FB_IAB/FB4A;FBAV/515.1.0.62.90;IABMV/1;]`,
  "Facebook Lite": `${GALAXY}[FBAN/EMA;FBLC/nl_NL;FBAV/217.0.0.14.121;]`,
  "Messenger, iPhone": `${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/470.0.0.41.106;FBBV/732093476;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBCR/;FBID/phone;FBLC/nl_NL;FBOP/0]`,
  "Messenger, Android": `${GALAXY} [FB_IAB/Orca-Android;FBAV/393.0.0.18.92;]`,
  "TikTok, iPhone": `${IPHONE} Mobile/15E148 musical_ly_34.2.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/nl Region/NL isDarkMode/0 WKWebView/1 RevealType/Dialog BytedanceWebview/d8a21c6`,
  "TikTok, Android": `${GALAXY} musical_ly_2023303040 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/33.3.4 ByteLocale/nl ByteFullLocale/nl Region/NL AppId/1233 Spark/1.5.0.5-alpha.2 AppVersion/33.3.4 BytedanceWebview/d8a21c6`,
  "TikTok outside the West": `${PIXEL} trill_350402 JsSdk/1.0 NetType/MOBILE Channel/googleplay AppName/trill app_version/35.3.1 ByteLocale/en Region/IN AppId/1180 BytedanceWebview/d8a21c6`,
  "Google app, iPhone": `${IPHONE} GSA/370.0.762543316 Mobile/15E148 Safari/604.1`,
  "Google app, Android": `${GALAXY} GSA/15.30.0.28.arm64`,
  "Google app, Google's phone": `${PIXEL} GSA/15.30.0.28.arm64`,
  "Google Lens, iPhone": `${IPHONE} GoogleWv/1.0 (WKWebView) GoogleLens/1.0`,
  "a television named Google TV":
    "Mozilla/5.0 (Linux; Android 11; Xming Google TV Build/RTM7.230903.079; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/129.0.6668.102 Mobile Safari/537.36",
  "a news app": `${IPHONE} Mobile/15E148 WebViewApp Townnews-Now/4.0`,
  "Facebook's own string, a carrier without a space":
    "[FBAN/FB4A;FBAV/515.1.0.62.90;FBBV/149649;FBDM/{density=1.5,width=480,height=800};FBLC/es_ES;FBCR/TIGO;FBPN/com.facebook.katana;FBDV/LG-P920;FBSV/14;]",
  "YouTube, iPhone": `${IPHONE} Mobile/15E148 YouTube/20.21.6`,
  "YouTube, television":
    "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.270 Safari/537.36 WebAppManager",
  "Spotify, iPhone": `${IPHONE} Mobile/15E148 Spotify/9.0.48`,
  "Spotify, Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.7103.114 Spotify/1.2.66.447 Safari/537.36",
  "Snapchat, iPhone": `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1 Snapchat/13.41.0.46 (like Safari/8621.2.5.10.10, panda)`,
  "LinkedIn, iPhone": `${IPHONE} Mobile/15E148 [LinkedInApp]/9.32.2485`,
  "LinkedIn, Android": `${GALAXY} [LinkedInApp]/2.312.70`,
  "Pinterest, iPhone": `${IPHONE} Mobile/15E148 [Pinterest/iOS]`,
  "Pinterest, Android": `${GALAXY} [Pinterest/Android]`,
  "WhatsApp's own browser": `${GALAXY} WhatsApp/2.25.16.78`,
  "Telegram's own browser": `${CHROME} Telegram-Android/12.9.2 (Samsung SM-A556E; Android 14; SDK 34; HIGH)`,
  "X, iPhone": `${IPHONE} Mobile/15E148 Twitter for iPhone/11.0`,
  "X, Android": `${GALAXY} TwitterAndroid`,
  "Reddit, Android": `${GALAXY} Reddit/Version 2026.23.0/Build 2623040/Android 14`,
  "Tumblr, iPhone": `${IPHONE} Mobile/15E148 Tumblr/23.9.1.100`,
  "Discord, iPhone": `${IPHONE} Mobile/15E148 Discord/230.0`,
  "Slack, Mac":
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.46.99 Chrome/138.0.7204.251 Electron/37.3.1 Safari/537.36 Sonic Slack_SSB/4.46.99",
  "an app's bare web view, iPhone": `${IPHONE} Mobile/15E148`,
  "an app's bare web view, Android": GALAXY,
  "Safari, Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  "Safari, an iPhone of 2011":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 9_3_5 like Mac OS X) AppleWebKit/601.1.46 (KHTML, like Gecko) Version/9.0 Mobile/13G36 Safari/601.1",
  "Safari, an iPad of 2012":
    "Mozilla/5.0 (iPad; CPU OS 10_3_3 like Mac OS X) AppleWebKit/603.3.8 (KHTML, like Gecko) Version/10.0 Mobile/14G60 Safari/602.1",
  "Chrome, Android": CHROME,
  "Chrome, a phone whose brand ends in bot":
    "Mozilla/5.0 (Linux; Android 8.0.0; CUBOT_P20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.110 Mobile Safari/537.36",
  "Chrome, Windows": WINDOWS,
  "Chrome, iPhone": `${IPHONE} CriOS/137.0.7151.79 Mobile/15E148 Safari/604.1`,
  "Samsung Internet":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
  "Firefox, Linux": "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0",
  "Firefox, Android": "Mozilla/5.0 (Android 14; Mobile; rv:139.0) Gecko/139.0 Firefox/139.0",
  "Firefox, iPhone": `${IPHONE} FxiOS/139.0 Mobile/15E148 Safari/605.1.15`,
  "Edge, Windows": `${WINDOWS} Edg/137.0.0.0`,
  "Edge, Android": `${CHROME} EdgA/137.0.0.0`,
  "Opera, Android": `${CHROME} OPR/89.0.0.0`,
  "Opera Mini": "Opera/9.80 (Android; Opera Mini/36.2.2254/191.271; U; nl) Presto/2.12.423 Version/12.16",
  "DuckDuckGo, Android":
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/137.0.0.0 Mobile DuckDuckGo/5 Safari/537.36",
  "DuckDuckGo, iPhone": `${IPHONE} Version/18.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15`,
  Ecosia: `${CHROME} (Ecosia android@137.0.7151.89)`,
  "UC Browser":
    "Mozilla/5.0 (Linux; U; Android 14; en-US; SM-A155F Build/UP1A.231005.007) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.4.0.1306 Mobile Safari/537.36",
  "Huawei's browser":
    "Mozilla/5.0 (Linux; Android 10; VOG-L29; HMSCore 6.14.0.322; GMSCore 24.12.14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36",
  "Xiaomi's browser":
    "Mozilla/5.0 (Linux; U; Android 13; nl-nl; 2201117TY Build/TKQ1.221114.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.20.0-gn",
};

export const PREVIEWS: Readonly<Record<string, string>> = {
  Facebook: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  Meta: "meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
  "WhatsApp, Android": "WhatsApp/2.25.16.78 A",
  "WhatsApp, the web": "WhatsApp/2.2587.9 W",
  Signal: "WhatsApp/2",
  iMessage:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  Slack: "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Slack's images": "Slack-ImgProxy (+https://api.slack.com/robots)",
  Telegram: "TelegramBot (like TwitterBot)",
  X: "Twitterbot/1.0",
  LinkedIn: "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
  Discord: "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "Teams and Skype": "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
  "Teams and Outlook":
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; MicrosoftPreview/2.0; +https://aka.ms/MicrosoftPreview) Chrome/112.0.0.0 Safari/537.36",
  "Google Messages": "Mozilla/5.0 (compatible; Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/))",
  Snapchat: "Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots",
  Pinterest: "Mozilla/5.0 (compatible; Pinterestbot/1.0; +https://www.pinterest.com/bot.html)",
  Reddit: "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
  Mastodon: "Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.nl/)",
  Bluesky: "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
  Matrix: "Synapse (bot; +https://github.com/matrix-org/synapse)",
  "Yahoo Mail": "Mozilla/5.0 (compatible; Yahoo Link Preview; https://help.yahoo.com/kb/mail/yahoo-link-preview-SLN23615.html)",
};

export const BOTS: Readonly<Record<string, string | null>> = {
  "no user agent": null,
  "an empty one": "",
  "a dash": "-",
  Googlebot: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Googlebot as a phone":
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.7151.68 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  AdsBot: "AdsBot-Google (+http://www.google.com/adsbot.html)",
  "AdsBot as a phone": `${CHROME} (compatible; AdsBot-Google-Mobile; +http://www.google.com/mobile/adsbot.html)`,
  AdSense: "Mediapartners-Google",
  "Meta's check of ads": "meta-externalads/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
  "Meta's crawler": "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
  Bytespider:
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
  bingbot: "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  Applebot:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
  YandexBot: "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
  GPTBot: "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
  AhrefsBot: "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
  UptimeRobot: "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
  "a headless phone": CHROME.replace("Chrome/", "HeadlessChrome/"),
  "a synthetic monitor on a phone": `${CHROME} PTST/180829.190838`,
  "headless Chrome": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/137.0.0.0 Safari/537.36",
  Lighthouse: `${WINDOWS} Chrome-Lighthouse`,
  curl: "curl/8.7.1",
  Wget: "Wget/1.21.4",
  "python-requests": "python-requests/2.32.3",
  aiohttp: "Python/3.12 aiohttp/3.9.5",
  Go: "Go-http-client/2.0",
  Java: "Apache-HttpClient/4.5.14 (Java/17.0.9)",
  Node: "node",
};
// biome-ignore-end format: as above
