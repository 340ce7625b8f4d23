/** Exports as five link services write them, with made-up links. None of these files is a copy of a real one. */

/** Bitly's "Export" of its Links page, in the order that people describe; commas and quotation marks in titles are doubled. */
export const BITLY = `\ufeffLink,Custom Link,Title,Destination URL,Tags,Created,Archived,Total Engagements
https://bit.ly/3xAbCdE,,"Petition, ""short"" version",https://example.org/petition?utm_source=instagram,,2025-03-01T10:00:00+0000,false,120
https://bit.ly/4yZzZzZ,https://go.example.org/Fix-TikTok,TikTok autumn,https://example.org/petition,tiktok,2025-09-01T10:00:00+0000,false,88
https://bit.ly/5oLdOlD,,Old,https://example.org/old,google,2019-09-01T10:00:00+0000,true,7
`;

/** Bitly's API in a file, as two kinds of program write a list into a cell. */
export const BITLY_API = `link,custom_bitlinks,long_url,title,tags,archived
https://bit.ly/3xAbCdE,[],https://example.org/petition,No link of its own,"[""google""]",false
https://bit.ly/4yZzZzZ,"[""https://bit.ly/own"", ""https://bit.ly/second""]",https://example.org/petition,Own,"[""tiktok"", ""x""]",false
https://bit.ly/5aAbBcC,['https://go.example.org/single'],https://example.org/petition,Single quotes,['youtube'],False
`;

/** Dub's "Export links" under its labels, with columns that the user may choose. */
export const DUB = `Short link,Destination URL,Title,Tags,Clicks,Created at,Expires at
https://dub.sh/spotify-1,https://example.org/?utm_source=spotify,Spotify one,,15,2025-05-05T12:00:00.000Z,2026-12-24T00:00:00.000Z
https://dub.sh/mail,https://example.org/?utm_source=newsletter,By mail,,4,2025-05-05T12:00:00.000Z,
`;

/** Dub's older export, under the names of its API, with empty fields as null. */
export const DUB_API = `id,domain,key,url,archived,expiresAt,passwordEnabledAt,title,utm_source,geo.AL,clicks,lastClicked,user.email,shortLink
1,go.example.org,YouTube,https://example.org/a,false,null,null,Watch,youtube,null,9,null,ann@example.org,https://go.example.org/YouTube
2,go.example.org,secret,https://example.org/b,false,null,2025-01-01T00:00:00Z,null,google,null,9,null,ann@example.org,https://go.example.org/secret
`;

export const SHLINK = `createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits
2025-01-01T00:00:00+01:00,s.example.org,feed,https://s.example.org/feed,https://example.org/feed,Our feed,autumn|Instagram,3000
2025-01-01T00:00:00+01:00,s.example.org,FEED,https://s.example.org/FEED,https://example.org/feed2,,google,12
`;

/** The table of YOURLS' links, as a Dutch spreadsheet saves it. */
export const YOURLS = `keyword;url;title;timestamp;ip;clicks\r
google-ad;https://example.org/;"Zoeken; breed";2025-01-01 00:00:00;192.0.2.7;51\r
\r
jan_jansen;https://example.org/;Jan;2025-01-01 00:00:00;192.0.2.7;1\r
`;

export const KUTT = `id,address,target,description,banned,password,expire_in,visit_count,created_at
x1,tiktok-2,https://example.org/2,TikTok two,false,false,,5,2025-01-01
x2,blocked,https://example.org/3,,true,false,,5,2025-01-01
x3,locked,https://example.org/4,,false,true,,5,2025-01-01
`;

/** What holds visits, and so people: refused whole. */
export const CLICK_LOGS: Readonly<Record<string, string>> = {
  "YOURLS' log":
    "click_id,click_time,shorturl,referrer,user_agent,ip_address,country_code\n1,2025-01-01 00:00:00,feed,,Mozilla,192.0.2.1,NL\n",
  "Shlink's visits": "date,referer,country,city,browser,os,potentialBot\n2025-01-01,,NL,Utrecht,Firefox,Linux,false\n",
  "links and visits in one":
    "Link,Destination URL,Country,Clicked At\nhttps://bit.ly/3xAbCdE,https://example.org/,NL,2025-01-01T10:00:00Z\n",
};
