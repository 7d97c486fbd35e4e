import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { fayHerriot } from "./small-area.ts";

const milk = readCsv("fh_milk_input.csv").map((row) => ({
  direct: { estimate: row.number("yi"), samplingVariance: row.number("SD") ** 2 },
  covariates: [2, 3, 4].map((area) => (row.number("MajorArea") === area ? 1 : 0)),
}));

test("the milk data give sae's model by REML and by ML", () => {
  const model = readCsv("fh_milk_model.csv");
  const expected = (method: string, stat: string): number => {
    const row = model.find((candidate) => candidate.text("method") === method && candidate.text("stat") === stat);
    assert.ok(row, `${method} ${stat}`);
    return row.number("value");
  };
  for (const method of ["REML", "ML"] as const) {
    const fit = fayHerriot({ areas: milk, method });
    assert.equal(fit.method, method);
    assertClose(fit.modelVariance, expected(method, "refvar"), 1e-4, `${method} variance`);
    for (const [j, name] of ["(Intercept)", "as.factor(MajorArea)2", "as.factor(MajorArea)3", "as.factor(MajorArea)4"].entries()) {
      assertClose(fit.coefficients[j]?.estimate, expected(method, `beta_X${name}`), 1e-4, `${method} ${name}`);
      assertClose(fit.coefficients[j]?.standardError, expected(method, `se_X${name}`), 1e-4, `${method} SE of ${name}`);
    }
    assertClose(fit.logLikelihood, expected(method, "loglike"), 1e-4, `${method} log likelihood`);
    assertClose(fit.akaikeCriterion, expected(method, "AIC"), 1e-4, `${method} AIC`);
    assertClose(fit.bayesCriterion, expected(method, "BIC"), 1e-4, `${method} BIC`);
    for (const [i, row] of readCsv("fh_milk_expected.csv").entries()) {
      assertClose(fit.areas[i]?.eblup, row.number(`eblup_${method}`), 1e-4, `${method} area ${i + 1}`);
      assertClose(fit.areas[i]?.meanSquaredError, row.number(`mse_${method}`), 1e-4, `${method} MSE of area ${i + 1}`);
    }
  }
});

test("an area nobody sampled gets the model's guess and a larger error", () => {
  const { areas, modelVariance } = fayHerriot({ areas: [...milk, { covariates: [1, 0, 0] }] });
  const guess = areas.at(-1);
  assert.ok(guess && !guess.isSampled && guess.ownWeight === 0 && guess.meanSquaredError > modelVariance);
  assertClose(guess.eblup, areas[7]?.synthetic ?? NaN, 1e-12, "synthetic of the same covariates");
});

test("covariates in persons or in millions of persons give the same estimates", () => {
  const scaled = (factor: number) => fayHerriot({
    areas: milk.map((area, i) => ({ ...area, covariates: [((i * 7919) % 43) * factor] })),
  }).areas.map(({ eblup }) => eblup);
  for (const [i, eblup] of scaled(1e6).entries()) assertClose(eblup, scaled(1e-6)[i] ?? NaN, 1e-10, `area ${i}`);
});

test("areas that differ no more than sampling error lets them have no model variance and all get the model's value", () => {
  const areas = [0.5, 0.51, 0.49, 0.5, 0.505].map((estimate) => ({ direct: { estimate, samplingVariance: 0.01 } }));
  const fit = fayHerriot({ areas });
  assert.equal(fit.modelVariance, 0);
  for (const { eblup, ownWeight } of fit.areas) {
    assertClose(eblup, 0.501, 1e-12, "model's value");
    assert.equal(ownWeight, 0);
  }
});

test("models that cannot be fitted are refused with a plain sentence", () => {
  assert.throws(() => fayHerriot({ areas: [] }), RangeError);
  assert.throws(() => fayHerriot({ areas: milk.map((area) => ({ ...area, covariates: [1] })) }), /repeat each other/);
  assert.throws(() => fayHerriot({ areas: [{ direct: { estimate: 1, samplingVariance: 0 } }, ...milk.map(({ direct }) => ({ direct }))] }), /samplingVariance must be a number above 0/);
  assert.throws(() => fayHerriot({ areas: [...milk, { covariates: [1] }] }), /same number of covariates/);
});
