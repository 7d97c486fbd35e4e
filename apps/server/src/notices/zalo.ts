/** A Zalo Official Account's template message (ZNS). Off until an operator gives the account's token and a template that Zalo approved; the template's words stand with Zalo. */
import { askService, fieldOf, mobileNumber, type NoticeChannel } from "./channels.ts";

export type ZaloOptions = { readonly service: URL; readonly accessToken: string; readonly templateId: string };

export const ZALO_SERVICE = new URL("https://business.openapi.zalo.me/message/template");

export function zalo({ service, accessToken, templateId }: ZaloOptions): NoticeChannel {
  return {
    channel: "zalo",
    isAddress: (address) => mobileNumber(address) !== undefined,
    tell: (address) => askService(service, {
      method: "POST", headers: { "content-type": "application/json", access_token: accessToken },
      body: JSON.stringify({ phone: mobileNumber(address), template_id: templateId, template_data: {} }),
    }, (status, text) => {
      const error = fieldOf(text, "error");
      if (status !== 200) return "refused";
      // 0: taken. -118: no account of Zalo has this number, or it was closed.
      return error === 0 ? "told" : error === -118 ? "gone" : "refused";
    }),
  };
}
