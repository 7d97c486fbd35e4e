/** Search over lessons, exercises, paths and help, with no network once its list has come. */
import type { Found, Searcher, SearchEntry, SearchIndex } from "@hocvuso/domain/learning";
import { openSearch } from "@hocvuso/domain/learning";
import { useEffect, useState } from "preact/hooks";
import { file } from "../../../../../content/?search";
import { fetchedFile } from "../../fetched-file.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import type { PersonProps } from "../person-pages.tsx";

export function Find(props: PersonProps) {
  const { said, settings: { language }, messages } = props;
  const [searcher, setSearcher] = useState<Searcher | "fetching" | "missing">("fetching");
  const [query, setQuery] = useState("");
  const load = async (): Promise<void> => {
    setSearcher("fetching");
    const index = await fetchedFile(file) as SearchIndex | undefined; // its bytes are those that the build wrote
    setSearcher(index === undefined ? "missing" : openSearch(index));
  };
  useEffect(() => {
    setQuery(decodeURIComponent(location.hash.slice(1)));
    void load();
  }, []);
  const ask = (words: string): void => {
    setQuery(words);
    history.replaceState(null, "", words === "" ? "#" : `#${encodeURIComponent(words)}`); // whoever comes back finds what was found
  };

  const isAsked = query.trim().length > 1;
  const found: readonly Found[] = typeof searcher === "object" && isAsked ? searcher.search(query) : [];
  return (
    <AppFrame {...props} back="/hoc/" spoken={said.findSpoken}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.findTitle}</h1>
        <label class="field">{said.findLabel}<input type="search" autocomplete="off" autocapitalize="off" spellcheck={false} enterkeyhint="search" value={query} onInput={(event) => ask(event.currentTarget.value)} /></label>
        <p role="status">{searcher === "fetching" ? said.findLoading : searcher === "missing" ? said.findMissing : !isAsked ? "" : found.length === 0 ? said.foundNone : said.found(found.length)}</p>
        {searcher === "missing" && <button type="button" class="button" onClick={() => void load()}>{messages.loadAgain}</button>}
      </section>
      <section class="pad">
        {isAsked ? (
          <ul class="exercises">
            {found.map(({ entry }) => (
              <li key={`${entry.kind} ${entry.id}`}>
                <a class="row" href={addressOf(entry)}><Icon {...iconOf[entry.kind]} /><span class="grow"><small>{said.kinds[entry.kind]}</small><b>{entry.title[language]}</b><small>{entry.note[language]}</small></span><Icon {...firstIcons.next} /></a>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <h2>{said.findExamples}</h2>
            <ul class="choices">{said.examples.map((example) => <li key={example}><button type="button" class="button left" onClick={() => ask(example)}><Icon {...icons.find} /><span>{example}</span></button></li>)}</ul>
          </>
        )}
      </section>
    </AppFrame>
  );
}

const iconOf = { lesson: icons.book, simulator: icons.phone, path: icons.slip, help: icons.mind };

function addressOf({ kind, id }: SearchEntry): string {
  return { lesson: `/hoc/bai/${id}/`, simulator: `/hoc/tap/#${id}`, path: `/hoc/duong/#${id}`, help: `/hoc/giup/#${id}` }[kind];
}
