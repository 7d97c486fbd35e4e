/** GET /api/certifying-items: what certifying tests ask, for a phone to keep before it goes where there is no network. No key is in it: answers are scored here. */
import type { CertifyingBank } from "@hocvuso/contract";
import { withoutKey } from "@hocvuso/domain/assessment";
import { Type } from "typebox";
import { scoreStepsOf } from "../assessment/test-bench.ts";
import { query } from "./endpoint.ts";

export const getCertifyingItems = query(Type.Object({}), async (_, { certifying: { version, items }, simulators }): Promise<CertifyingBank> => ({ version, items: items.map(withoutKey), scoreSteps: scoreStepsOf(items, simulators) }));
