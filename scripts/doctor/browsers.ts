/** The browsers that the doctor asks as: a header that only one of them gets is as bad as one that all get. */

export interface Browser {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";

export const BROWSERS: readonly Browser[] = [
  {
    name: "Chrome on Android",
    headers: {
      "user-agent": `${ANDROID} Chrome/140.0.0.0 Mobile Safari/537.36`,
      "sec-ch-ua": '"Chromium";v="140", "Google Chrome";v="140", "Not=A?Brand";v="24"',
      "sec-ch-ua-mobile": "?1",
      "sec-ch-ua-platform": '"Android"',
    },
  },
  {
    name: "Chrome on Windows",
    headers: {
      "user-agent": `${WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
      "sec-ch-ua": '"Chromium";v="140", "Google Chrome";v="140", "Not=A?Brand";v="24"',
      "sec-ch-ua-mobile": "?0",
      "sec-ch-ua-platform": '"Windows"',
      "accept-language": "de-DE,de;q=0.9",
    },
  },
  {
    name: "Firefox on Windows",
    headers: { "user-agent": `${WINDOWS.replace(")", "; rv:140.0)")} Gecko/20100101 Firefox/140.0`, "sec-gpc": "1", dnt: "1" },
  },
  {
    name: "Safari on a Mac",
    headers: {
      "user-agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
      referer: "https://www.google.com/",
    },
  },
  {
    name: "Instagram on Android",
    headers: {
      "user-agent":
        "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 Instagram 400.0.0.0.1 Android",
      "x-requested-with": "com.instagram.android",
      referer: "https://l.instagram.com/",
    },
  },
  {
    name: "TikTok on an iPhone",
    headers: {
      "user-agent":
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_40.0.0 BytedanceWebview",
    },
  },
];
