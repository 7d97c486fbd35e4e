/** SMS by the gateway of eSMS.vn (SendMultipleMessage_V4, brand-name messages). Off until an operator has a contract and gives its keys. */
import { askService, fieldOf, mobileNumber, NOTICE_TEXT, type NoticeChannel } from "./channels.ts";

export type SmsOptions = { readonly service: URL; readonly apiKey: string; readonly secretKey: string; /** Registered with the carriers. */ readonly brandName: string };

export const SMS_SERVICE = new URL("https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/");

/** Customer-care messages; advertisements are another type. */
const CARE = "2";

export function sms({ service, apiKey, secretKey, brandName }: SmsOptions): NoticeChannel {
  return {
    channel: "sms",
    isAddress: (address) => mobileNumber(address) !== undefined,
    tell: (address) => askService(service, {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ ApiKey: apiKey, SecretKey: secretKey, Phone: mobileNumber(address), Content: NOTICE_TEXT, Brandname: brandName, SmsType: CARE }),
    }, (status, text) => {
      const result = String(fieldOf(text, "CodeResult"));
      if (status !== 200) return "refused";
      // 100: taken. 99: of unknown cause, to be tried again. Others: keys, brand name, money.
      return result === "100" ? "told" : result === "99" ? "away" : "refused";
    }),
  };
}
