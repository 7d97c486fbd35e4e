/** Passkeys (W3C Web Authentication, level 3): made by whoever holds a one-time code, asked for when they come again. The browser binds them to this origin. */
import { randomUUID } from "node:crypto";
import {
  generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { audit } from "./audit.ts";
import { beginCeremony, holderOf, takeCeremony } from "./ceremonies.ts";
import { useCode } from "./staff.ts";

const short = Type.String({ minLength: 1, maxLength: 4_096 });
const long = Type.String({ minLength: 1, maxLength: 16_384 });

/** What a browser made, as it is sent: checked for form here and for truth by the library. */
export const MadePasskey = Type.Object({ id: short, rawId: short, type: Type.Literal("public-key"), response: Type.Object({ clientDataJSON: long, attestationObject: long }), clientExtensionResults: Type.Object({}) });
export const ShownPasskey = Type.Object({ id: short, rawId: short, type: Type.Literal("public-key"), response: Type.Object({ clientDataJSON: long, authenticatorData: long, signature: long }), clientExtensionResults: Type.Object({}) });

/** @param name of whoever sets the program up; of somebody invited it is known. */
export async function beginSignUp({ code, name }: { readonly code: string; readonly name: string }, origin: URL, services: Services): Promise<{ readonly options: PublicKeyCredentialCreationOptionsJSON; readonly name: string }> {
  return services.database.transaction(async (tx) => {
    const holder = await holderOf(tx, code, { take: false }, services);
    if (holder === undefined) throw new Problem("code-void");
    const whom = "isSetUp" in holder ? { staff: randomUUID(), name } : holder;
    const { rows } = await tx.query<{ id: string }>("SELECT id FROM passkey WHERE staff = $1", [whom.staff]);
    const options = await generateRegistrationOptions({
      rpName: "Học Vụ Số", rpID: origin.hostname, userName: whom.name, userDisplayName: whom.name, userID: new TextEncoder().encode(whom.staff),
      attestationType: "none", authenticatorSelection: { residentKey: "required", userVerification: "required" }, excludeCredentials: rows,
    });
    await beginCeremony(tx, options.challenge, { kind: "sign-up", code, staff: whom.staff, name: whom.name }, services);
    return { options, name: whom.name };
  });
}

/** @returns who has a passkey now. */
export async function finishSignUp(made: Static<typeof MadePasskey>, origin: URL, services: Services): Promise<string> {
  const challenge = challengeIn(made.response.clientDataJSON);
  const begun = await services.database.transaction((tx) => takeCeremony(tx, challenge, "sign-up", services));
  if (begun === undefined) throw new Problem("ceremony-over");
  const verified = await verifyRegistrationResponse({
    response: made,
    expectedChallenge: challenge, expectedOrigin: origin.origin, expectedRPID: origin.hostname, requireUserVerification: true,
  }).catch(() => ({ verified: false as const }));
  if (!verified.verified) throw new Problem("passkey-refused");
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return services.database.transaction(async (tx) => {
    const staff = await useCode(tx, begun.code, begun, services);
    if (staff === undefined) throw new Problem("code-void");
    const { rowCount } = await tx.query("INSERT INTO passkey (id, staff, public_key, sign_count, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", [id, staff, Buffer.from(publicKey), counter, new Date(services.now())]);
    if (rowCount !== 1) throw new Problem("passkey-refused");
    return staff;
  });
}

export async function beginSignIn(origin: URL, services: Services): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON }> {
  const options = await generateAuthenticationOptions({ rpID: origin.hostname, userVerification: "required" });
  await services.database.transaction((tx) => beginCeremony(tx, options.challenge, { kind: "sign-in" }, services));
  return { options };
}

/** @returns who it is. */
export async function finishSignIn(shown: Static<typeof ShownPasskey>, origin: URL, services: Services): Promise<string> {
  const challenge = challengeIn(shown.response.clientDataJSON);
  const [begun, passkey] = await services.database.transaction(async (tx) => {
    const { rows: [row] } = await tx.query<{ staff: string; public_key: Buffer; sign_count: string }>(
      "SELECT k.staff, k.public_key, k.sign_count FROM passkey k JOIN staff s ON s.id = k.staff WHERE k.id = $1 AND s.ended_at IS NULL", [shown.id]);
    return [await takeCeremony(tx, challenge, "sign-in", services), row] as const;
  });
  if (begun === undefined) throw new Problem("ceremony-over");
  const verified = passkey === undefined ? undefined : await verifyAuthenticationResponse({
    response: shown,
    expectedChallenge: challenge, expectedOrigin: origin.origin, expectedRPID: origin.hostname, requireUserVerification: true,
    credential: { id: shown.id, publicKey: new Uint8Array(passkey.public_key), counter: Number(passkey.sign_count) },
  }).catch(() => undefined);
  return services.database.transaction(async (tx) => {
    if (passkey === undefined || verified?.verified !== true) {
      await audit(tx, { act: "sign-in-refused", by: undefined, said: passkey === undefined ? {} : { staff: passkey.staff } }, services);
      return undefined;
    }
    await tx.query("UPDATE passkey SET sign_count = $2 WHERE id = $1", [shown.id, verified.authenticationInfo.newCounter]);
    await audit(tx, { act: "signed-in", by: { id: passkey.staff }, said: { how: "passkey" } }, services);
    return passkey.staff;
  }).then((staff) => {
    if (staff === undefined) throw new Problem("passkey-refused");
    return staff;
  });
}

const ClientData = Type.Object({ challenge: Type.String({ minLength: 16, maxLength: 256 }) });

function challengeIn(clientDataJSON: string): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    if (Value.Check(ClientData, said)) return said.challenge;
  } catch { /* no JSON: refused below */ }
  throw new Problem("malformed", { where: "clientDataJSON" });
}
