/** One of a few, as a radio group drawn as underlined words. */

export function Choice<Option extends string>({ legend, name, options, words, chosen, choose }: {
  legend: string;
  name: string;
  options: readonly Option[];
  words: Readonly<Record<Option, string>>;
  chosen: Option;
  choose: (option: Option) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === chosen} onChange={() => choose(option)} />
            <span>{words[option]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
