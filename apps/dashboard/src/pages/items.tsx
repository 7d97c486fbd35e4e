/** Every question with what calibration knows of it; and one question whole: curve, numbers, what people answered, whether it is fair. For authors and the office. */
import type { CalibrationReport, GroupDifference, ItemFinding } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { expectedShare, ItemCurve, parametersOf } from "../charts/item-curve.tsx";
import { sayMoment } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";
import { useAnswer } from "../live/reading.ts";
import { language, messages } from "../messages/messages.ts";
import { base, officePaths } from "../routes.ts";
import { CalibrationNight, calibrationPath } from "./calibration-night.tsx";
import { usePage } from "./frame.tsx";
import { NothingYet } from "./waiting.tsx";

const asked = "cau";

export function ItemsPage() {
  const m = messages();
  const { answer, trouble, again } = useAnswer<CalibrationReport>(calibrationPath, () => false);
  const item = answer?.items.find(({ id }) => id === new URLSearchParams(location.search).get(asked));
  usePage({ title: item?.title[language.value] ?? m.items.title, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return item === undefined ? <AllItems report={answer} /> : <OneItem item={item} leastAnswers={answer.leastAnswers} />;
}

function itemPath(id: string): string {
  return `${officePaths.items}?${asked}=${encodeURIComponent(id)}`;
}

function isUnequal({ groups }: ItemFinding): boolean {
  return groups.some(({ etsClass }) => etsClass === "C");
}

function isResting({ drift }: ItemFinding): boolean {
  return drift?.isAlarm === true;
}

const filters = {
  all: () => true, resting: isResting, unequal: isUnequal, collecting: (item: ItemFinding) => !item.isScored && !isResting(item), scored: ({ isScored }: ItemFinding) => isScored,
} as const;
type Filter = keyof typeof filters;

function AllItems({ report }: { report: CalibrationReport }) {
  const m = messages();
  const own = m.items;
  const [filter, setFilter] = useState<Filter>("all");
  const [newest] = report.versions;
  const shown = report.items.filter(filters[filter]);
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{own.title}</h1>
      <p>{own.meaning}</p>
      {newest === undefined ? <p>{own.noVersion}</p> : <p>{own.version(newest.version, sayMoment(newest.madeAt, language.value), newest.persons, newest.answers)}{newest.isSample && <> <strong>{own.sample}</strong></>}</p>}
      <CalibrationNight />
      {newest !== undefined && (
        <section class="rule" aria-label={own.nav}>
          <label class="field item-filter">
            <span>{own.show}</span>
            <select value={filter} onChange={({ currentTarget: { value } }) => setFilter((Object.keys(filters) as Filter[]).find((one) => one === value) ?? "all") /* the keys of `filters` are these */}>
              {(Object.keys(filters) as Filter[]).map((one) => <option key={one} value={one}>{own.shows[one]} ({sayCount(report.items.filter(filters[one]).length, language.value)})</option>)}
            </select>
          </label>
          {shown.length === 0 ? <p>{own.none}</p> : <ItemTable items={shown} leastAnswers={report.leastAnswers} />}
        </section>
      )}
    </>
  );
}

function ItemTable({ items, leastAnswers }: { items: readonly ItemFinding[]; leastAnswers: number }) {
  const m = messages().items;
  const columns = [m.columns.item, m.columns.use, m.columns.answers, m.columns.difficulty, m.columns.slope, m.columns.state];
  return (
    <table class="stacking records" role="table">
      <thead><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{column}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {items.map((item) => (
          <tr key={item.id} role="row">
            <td role="cell" data-label={m.columns.item}><a href={itemPath(item.id)}>{item.title[language.value]}</a></td>
            <td role="cell" data-label={m.columns.use}>{m.uses[item.use]}</td>
            <td role="cell" data-label={m.columns.answers}>{sayCount(item.answers, language.value)}</td>
            <td role="cell" data-label={m.columns.difficulty}>{m.withError(meanOf(item.stepDifficulties), meanOf(item.stepDifficultyStandardErrors))}</td>
            <td role="cell" data-label={m.columns.slope}>{m.withError(item.discrimination, item.discriminationStandardError)}</td>
            <td role="cell" data-label={m.columns.state}><State item={item} leastAnswers={leastAnswers} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}

function State({ item, leastAnswers }: { item: ItemFinding; leastAnswers: number }) {
  const m = messages().items;
  return <>{isResting(item) ? <strong>{m.states.resting}</strong> : item.isScored ? m.states.scored : m.states.collecting(leastAnswers)}{isUnequal(item) && <strong> · {m.unequalMark}</strong>}</>;
}

function OneItem({ item, leastAnswers }: { item: ItemFinding; leastAnswers: number }) {
  const m = messages().items;
  const say = language.value;
  return (
    <>
      <p class="back"><a href={officePaths.items}>← {m.back}</a></p>
      <h1>{item.title[say]}</h1>
      <p class="note"><code>{item.id}</code> · {m.uses[item.use]} · <State item={item} leastAnswers={leastAnswers} /></p>
      {item.drift !== undefined && <p>{isResting(item) ? <strong>{m.drift(item.drift)}</strong> : m.drift(item.drift)}</p>}
      <section class="rule" aria-labelledby="duong-cong">
        <h2 id="duong-cong">{m.curveTitle}</h2>
        <p>{m.curveMeaning}</p>
        <ItemCurve item={item} />
        <details>
          <summary>{m.tableOfCurve}</summary>
          <Rows columns={m.columnsOfCurve} rows={item.observed.map(({ abilityLogits, answers, share }) => [m.number(abilityLogits, 1), sayCount(answers, say), m.percent(share), m.percent(expectedShare(parametersOf(item), abilityLogits))])} />
        </details>
      </section>
      <section class="rule" aria-labelledby="con-so">
        <h2 id="con-so">{m.numbersTitle}</h2>
        <dl class="item-numbers">
          <Number name={m.discrimination}>{m.withError(item.discrimination, item.discriminationStandardError)}</Number>
          {item.stepDifficulties.map((b, at) => <Number key={at} name={item.stepDifficulties.length === 1 ? m.difficulty : m.step(at + 1)}>{m.withError(b, item.stepDifficultyStandardErrors[at] ?? 0)}</Number>)}
          {item.optionCount !== undefined && <Number name={m.guessing}>{m.number(1 / item.optionCount)}</Number>}
          <Number name={m.declared}>{m.number(item.declaredDifficulty, 1)}</Number>
          <Number name={m.answersLabel}>{sayCount(item.answers, say)}</Number>
          <Number name={m.met}>{m.metOf(item.metShare)}</Number>
          {item.use === "certifying" && <Number name={m.eligible}>{m.eligibleOf(item.eligibility)}</Number>}
          <Number name={m.median}>{m.seconds(item.medianSeconds)}</Number>
        </dl>
        <p class="note">{m.withErrorNote}</p>
      </section>
      {item.picks.length > 0 && (
        <section class="rule" aria-labelledby="tra-loi">
          <h2 id="tra-loi">{m.picksTitle}</h2>
          <p>{m.picksMeaning}</p>
          <Rows columns={m.columnsOfPicks} rows={item.picks.map(({ picked, name, isRight, answers, meanAbilityLogits }) => [
            <>{name?.[say] ?? <code>{picked === "" ? "–" : picked}</code>}{isRight && <b> ({m.right})</b>}</>, sayCount(answers, say), m.percent(answers / item.answers), m.number(meanAbilityLogits, 1),
          ])} />
        </section>
      )}
      <section class="rule" aria-labelledby="cong-bang">
        <h2 id="cong-bang">{m.groupsTitle}</h2>
        <p>{m.groupsMeaning}</p>
        {item.groups.length === 0 ? <p>{item.stepDifficulties.length > 1 ? m.groupsNotRuns : m.groupsNone}</p> : (
          <Rows columns={m.columnsOfGroups} rows={item.groups.map((group) => [
            <GroupSentence group={group} />, m.groupCounts(group.focalCount, group.referenceCount), m.withError(group.delta, group.deltaStandardError), group.etsClass, m.logistic(group.logisticTail, group.nagelkerkeGain),
          ])} />
        )}
      </section>
    </>
  );
}

function GroupSentence({ group }: { group: GroupDifference }) {
  const sentence = messages().items.groupSentence(group, group.focalName?.[language.value] ?? group.focal);
  return group.etsClass === "C" ? <strong>{sentence}</strong> : <>{sentence}</>;
}

function Number({ name, children }: { name: string; children: ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Rows({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly ComponentChildren[])[] }) {
  return (
    <table class="stacking records" role="table">
      <thead><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{column}</th>)}</tr></thead>
      <tbody role="rowgroup">{rows.map((row, at) => <tr key={at} role="row">{row.map((cell, place) => <td key={place} role="cell" data-label={columns[place]}>{cell}</td>)}</tr>)}</tbody>
    </table>
  );
}
