/**
 * Names of parameters that hold what is one person's for sure: one click, one device, one recipient of a mail. They may stand neither in an
 * address that visitors are sent to nor in `PASS_PARAMS`. Parameters that are the same for everybody who sees an ad (`utm_*`, `mtm_*`, `hsa_*`,
 * `cmpid`, …) are not here. Pure.
 *
 * Put together from the platforms' documentation and public lists of tracking parameters: AdGuard's TrackParamFilter, Brave's query filter,
 * ClearURLs, Firefox's query stripping, and the Tracking Query Params Registry.
 */
import { MAX_PARAM_CHARS } from "../limits.ts";

/** In lower case, by who puts them into addresses. */
// biome-ignore format: one block reads better than eighty lines
const BY_PLATFORM: Readonly<Record<string, string>> = {
  Meta: "fbclid _fbc _fbp fbc fbp fb_action_ids fb_action_types fb_comment_id action_object_map action_type_map action_ref_map mibextid igshid igsh igsi igsid ig_rid ig_mid fb_login_id leadgen_id eav rdid __cft__ __tn__ __xts__ paipv ctwa_clid",
  Google: "gclid gclsrc gclaw gclgb _gcl_au _gcl_aw _gcl_dc gcl_au dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl _gid _gac ga_client_id ga_session_id usqp sxsrf gs_l gs_lcp gs_lcrp aqs ved ga_cid fpid gaid gps_adid",
  Microsoft: "msclkid _uetmsclkid _uetsid _uetvid muid cvid", TikTok: "ttclid _ttp ttp share_iid sec_uid sec_user_id u_code share_link_id ttcsid tta_attr_id", X: "twclid __twitter_impression",
  LinkedIn: "li_fat_id li_giant li_ed midtoken midsig lipi trkemail lici li_sugr bcookie lidc liid usermatchhistory trackingid", Snapchat: "sccid scclid sc_click_id _scid", Pinterest: "epik _epik",
  Reddit: "rdt_cid rdt_uuid _rdt_uuid _rdt_em", Spotify: "spclid", Quora: "qclid", Nextdoor: "ndclid", Yandex: "yclid ysclid ymclid _openstat _ym_uid",
  Yahoo: "vmcid guce_referrer guce_referrer_sig dotclid", Baidu: "bd_vid", Apple: "idfa idfv", Android: "aaid android_id advertising_id", Amazon: "aaxitk maas amzn_click_id ascsubtag refrid",
  Adobe: "ef_id s_kwcid s_cid adobe_mc adobe_mc_sdid adobe_mc_ref s_vi ecid tnt_id mboxsession", Outbrain: "obclid obclickid dicbo", Taboola: "tblci", Criteo: "cto_pld cto_bundle", Teads: "auctid",
  "The Trade Desk": "ttd_id tdid ttd_uuid", Skai: "aem_kenshoo ksid", Marin: "mkwid", Branch: "_branch_match_id _branch_referrer",
  Adjust: "adjust_referrer adjust_t unicorn_click_id external_click_id", AppsFlyer: "appsflyer_id af_xuid", Kochava: "kochava_device_id ko_click_id", Nanigans: "nbt", AdRoll: "adroll_fpc",
  "Wicked Reports": "wickedid", "AT Internet": "at_recipient_id at_recipient_list",
  "Affiliate networks": "cjevent cjdata cje awc sscid zanpid irclickid irgwc ranmid raneaid ransiteid tduid admitad_uid affclick cuid vc_lpp ymid maf gci rtkcid uclick uclickhash famad_xuid cx_click zucks_suid _zucks_suid asgtbndr gdftrk",
  Mailchimp: "mc_eid mc_cid mc_uid mc_unique_id", HubSpot: "_hsenc _hsmi hsctatracking __hstc __hssc __hsfp hubspotutk", Marketo: "mkt_tok _mkto_trk", Klaviyo: "_kx _ke klaviyo_id kla_id nb_klid",
  MailerLite: "ml_subscriber ml_subscriber_hash", Kit: "ck_subscriber_id", Beehiiv: "_bhlid", SendGrid: "sg_uid sg_message_id sendgrid_id", "Customer.io": "cio_id cio_delivery_id customerio_id",
  Eloqua: "elq elqtrackid elqtrack", Omnisend: "omnisendcontactid", Attentive: "_ly_c _ly_r sms_click sms_uph", Vero: "vero_id vero_conv",
  Omeda: "oly_anon_id oly_enc_id oft_c oft_ck oft_d oft_id oft_ids oft_k oft_lk oft_sk rb_clickid", Listrak: "trk_contact trk_sid", Bronto: "_bta_tid _bta_c",
  Blueshift: "bsft_clkid bsft_eid bsft_mid bsft_uid bsft_aaid bsft_ek", Dotdigital: "dm_i dm_t", Drip: "__s", ActiveCampaign: "vgo_ee", Braze: "braze_id",
  Salesforce: "sfmc_id sfmc_sub sfmc_subkey subscriberkey subscriber_key et_rid", Emarsys: "sc_uid sc_llid sc_customer sc_eh", Iterable: "iterable_id", Mindbox: "mindbox-message-key",
  Sailthru: "sailthru_id sail_hid", Acoustic: "spuserid spjobid spreportid spmailingid cm_me cm_cr", Dynamics: "_clde _cldee", Keap: "inf_contact_key",
  Springbot: "redirect_log_mongo_id redirect_mongo_id", Salesloft: "sbrc",
  "Analytics of products": "ajs_aid ajs_uid amplitude_id distinct_id mp_distinct_id mixpanel_id heap_id ph_distinct_id __ph_distinct_id posthog_id rudder_id _hjid _hjsessionid",
  Matomo: "pk_vid _pk_id _pk_uid", "IO Technologies": "_io_session_id __io_lv",
  "Sessions and others": "phpsessid jsessionid cfid cftoken aspsessionid asp.net_sessionid utm_userid utm_session utm_viz_id visit_id visitor_id session_id os_ehash user_email_address bbeml ss_email_id ss_uid pi_visitor_id openid unionid",
};

/** Words for who somebody is, in English and Dutch, without what joins their parts: `user_id`, `userId` and `user-id` are one. */
// biome-ignore format: one block reads better than sixty lines
const WORDS: ReadonlySet<string> = new Set([
  "email", "emailaddress", "emailadres", "useremail", "customeremail", "subscriberemail", "contactemail", "recipientemail", "emailid", "emailhash",
  "hashedemail", "emailmd5", "md5email", "emailsha256", "sha256email",
  "phone", "phonenumber", "phoneno", "telephone", "telephonenumber", "tel", "telefoon", "telefoonnummer", "telnr", "mobilenumber", "mobilephone",
  "mobielnummer", "mobielenummer", "cellphone", "gsmnummer", "msisdn", "imei", "udid",
  "userid", "userhash", "useruuid", "userguid", "usertoken", "personid", "memberid", "membernumber", "memberno", "lidnummer", "lidnr", "customerid",
  "customernumber", "klantid", "klantnummer", "klantnr", "subscriberid", "subscriberhash", "contactid", "contactkey", "recipientid", "leadid",
  "patientid", "donorid", "donateurid", "donateurnummer", "relatienummer", "relatienr",
  "membershipid", "lidid", "lidmaatschapsnummer", "supporterid", "voterid", "participantid", "respondentid", "panelistid", "custid", "crmid", "clientnummer",
  "clientnr", "patientnummer", "patientnr", "persoonsnummer", "personeelsnummer", "studentnummer", "usrid", "rcptid",
  "orderid", "ordernumber", "ordernummer", "ordernr", "bestelnummer", "transactionid", "bookingid", "boekingsnummer",
  "accesstoken", "authtoken", "idtoken", "refreshtoken",
  "visitorid", "deviceid", "deviceuuid", "advertisingid", "fingerprint", "cookieid", "sessionid", "anonymousid", "anonid",
  "firstname", "fname", "lastname", "lname", "surname", "fullname", "voornaam", "achternaam", "birthdate", "dateofbirth", "dob", "birthday", "geboortedatum", "gebdatum", "nationalid", "bsn", "ssn", "iban",
  "ip", "ipaddr", "ipaddress", "clientip", "remoteaddr", "useragent",
]);

/** What a name ends with that has a word before it: `billing_email`, `custPhone`, `your-email`. */
const LAST_WORD = /(?:^|[^a-z])(?:e-?mail|e-?mailadd?ress?|mailadres|phone|telephone|telefoon|telefoonnummer|telefoonnr|msisdn|iban|bsn)$/i;

/** How click ids end whose platform is not above: `xyzclid`, `abc_click_id`. */
const CLICK_ID = /cl(?:k|ick)?[_-]?(?:u?u?id|guid)$/;

export const PERSONAL_PARAMS: ReadonlySet<string> = new Set([
  ...Object.values(BY_PLATFORM).flatMap((names) => names.split(/\s+/)),
  ...["clickid", "click_id", "user_id", "userid", "email", "phone", "tel", "member_id", "device_id"],
]);

/**
 * Whether a parameter with this name holds what is one person's: in any case, however the parts of its name are joined, and with what forms put
 * around it, as in `user[email]`, `gclid[]`, `contact.phone` and `email_2`.
 */
export function isPersonalParam(name: string): boolean {
  const plain = name.replace(/[\p{Cc}\s]/gu, "").replace(/(?:\[\d*\])+$|[_-]?\d+$/, "");
  // Of `user[email]` and `contact.phone` the last part says what it is.
  const last = /([^[\].]+)\]*$/.exec(plain)?.[1] ?? plain;
  const isNamed = [name, plain, last].map((one) => one.toLowerCase()).some(isPersonalWord);
  return isNamed || LAST_WORD.test(last.replace(/([a-z])(?=[A-Z])/g, "$1_"));
}

/** The names that a parameter may have if Fivebar sets it or lets it pass. Whether it is personal is checked separately. */
export function isParamName(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text) && text.length <= MAX_PARAM_CHARS;
}

function isPersonalWord(lower: string): boolean {
  return PERSONAL_PARAMS.has(lower) || CLICK_ID.test(lower) || WORDS.has(lower.replace(/[^a-z0-9]/g, ""));
}
