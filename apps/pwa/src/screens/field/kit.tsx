/** What is printed for a class: a card for each person, the attendance sheet, and a picture of each lesson. */
import { entries as lessons } from "../../../../../content/lessons?index";
import { ticketsOf } from "../../device/field.ts";
import { Icon } from "../../icons.tsx";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import { QrCode } from "../carry/qr-code.tsx";
import { PersonPicture } from "../profiles/people.tsx";
import type { FieldProps } from "./field-pages.tsx";

const EMPTY_LINES = 6;
const PICTURES = 12;

export function Kit(props: FieldProps) {
  const { said, settings: { language }, field: { held, last, people } } = props;
  const of = held ?? last;
  const names = of?.people.map(({ called }) => called) ?? people.map(({ name }) => name);
  const chosen = lessons.filter(({ id }) => id === of?.lesson);
  return (
    <div class="kit">
      <AppFrame {...props} back="#" spoken={said.kitLead}>
        <section class="pad no-print"><h1 tabIndex={-1}>{said.kit}</h1><p class="lead">{said.kitLead}</p>
          <p class="act"><button type="button" class="button go" onClick={() => print()}><Icon {...icons.file} />{said.print}</button></p>
        </section>
        {of !== undefined && of.people.length > 0 && (
          <section class="pad"><h2>{said.cards}</h2>
            <ul class="cards">{of.people.map((one) => (
              <li key={one.person}><div class="row"><PersonPicture picture={one.picture} /><b class="grow">{one.called}</b></div><QrCode text={ticketsOf(of, [one])[0] ?? ""} label={one.called} /><small>{said.cardNote}</small></li>
            ))}</ul>
          </section>
        )}
        <section class="pad sheet"><h2>{said.paperSheet}</h2><p>{said.paperDate}</p>
          <table><thead><tr>{said.paperColumns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
            <tbody>{[...names, ...Array.from({ length: EMPTY_LINES }, () => "")].map((name, at) => <tr key={at}><td>{name || "\u00a0"}</td><td /></tr>)}</tbody></table>
        </section>
        <section class="pad"><h2>{said.pictureCards}</h2>
          <ul class="cards">{[...chosen, ...lessons.filter(({ id }) => id !== of?.lesson)].slice(0, PICTURES).map(({ id, title, picture, promise }) => (
            <li key={id}><img src={pictureAddress(picture)} width={360} height={220} alt="" /><b>{title[language]}</b><small>{promise[language]}</small></li>
          ))}</ul>
        </section>
      </AppFrame>
    </div>
  );
}
