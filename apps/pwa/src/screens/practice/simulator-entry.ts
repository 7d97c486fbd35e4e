/** What the phone knows of a simulator before it has its file. Made by the build. */
import type { SimulatorId, Text } from "@hocvuso/contract";

export type SimulatorEntry = {
  readonly id: SimulatorId;
  readonly title: Text;
  /** First 8 hexadecimal digits of the SHA-256 of the content file: the name by which facts call it. */
  readonly version: string;
  /** Of what the phone reads of it; ends in the first 8 hexadecimal digits of the SHA-256 of its bytes, and ".json". */
  readonly address: string;
  /** As it travels, compressed. */
  readonly travelBytes: number;
};
