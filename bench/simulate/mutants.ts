/** Bugs of the protocol, each one small change of a shipped rule. The simulation has to notice every one of them. */

export type Mutant = {
  readonly name: string;
  /** Which rule of the design it breaks. */
  readonly breaks: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
};

export const mutants: readonly Mutant[] = [];
