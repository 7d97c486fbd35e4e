/** How far each target of a unit will come by its day, as a range, and how many class sessions a week it would take. */
import type { Forecasts, UnitId } from "@hocvuso/contract";
import { DotInterval } from "../charts/dot-interval.tsx";
import { sayDay } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";
import { useAnswer } from "../live/reading.ts";
import { language, messages } from "../messages/messages.ts";
import { groups } from "../routes.ts";

/** @param unit absent: the province. */
export function Forecast({ unit }: { unit?: UnitId }) {
  const { answer } = useAnswer<Forecasts>(unit === undefined ? "/api/forecast" : `/api/forecast?unit=${unit}`, (communes) => unit === undefined || communes.includes(unit));
  const m = messages();
  const words = m.rounds;
  const coming = (answer?.forecasts ?? []).filter(({ atDeadline }) => atDeadline.state !== "over");
  if (answer === null || coming.length === 0) return null;
  return (
    <section class="rule forecast" aria-labelledby="forecast">
      <h2 id="forecast">{words.forecastTitle}</h2>
      <p class="note">{words.forecastNote(answer.weeks.length)}</p>
      <ul>
        {coming.map((forecast) => {
          const { group, target, atDeadline, personsWanting, sessionsPerWeek } = forecast;
          return (
            <li key={`${group} ${target.by} ${target.share}`}>
              <p><b>{words.forecastSentence(forecast, m.groups[group])}</b></p>
              {atDeadline.state === "forecast" && <DotInterval share={atDeadline.share} lower={atDeadline.lower} upper={atDeadline.upper} canTell={atDeadline.lower >= target.share || atDeadline.upper < target.share} mark={target.share} />}
              <p class="note">{personsWanting === 0 ? words.forecastReached : sessionsPerWeek === undefined ? words.forecastNoSessions : words.forecastSessions(sessionsPerWeek)}</p>
            </li>
          );
        })}
      </ul>
      <details class="definition"><summary>{words.definition}</summary><p>{words.definitions.forecast}</p></details>
      <details class="definition">
        <summary>{words.forecastWeeks}</summary>
        <table class="small-table">
          <thead><tr><th scope="col">{words.weekFrom}</th>{groups.map((group) => <th key={group} scope="col" class="number">{m.groups[group]}</th>)}<th scope="col" class="number">{words.sessions}</th></tr></thead>
          <tbody>{answer.weeks.map(({ from, newlyCapable, sessions }) => <tr key={from}><th scope="row">{sayDay(from, language.value)}</th>{groups.map((group) => <td key={group} class="number">{sayCount(newlyCapable[group], language.value)}</td>)}<td class="number">{sayCount(sessions, language.value)}</td></tr>)}</tbody>
        </table>
      </details>
    </section>
  );
}
