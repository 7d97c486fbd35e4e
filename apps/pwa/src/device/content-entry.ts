/** What the phone knows of content before it has its file. Made by the build. */
import type { Lesson, LessonId, SimulatorId, Text } from "@hocvuso/contract";
import type { RecallSubject } from "@hocvuso/domain/learning";

/** A content file that the phone fetches when it is opened, and keeps. */
export type FileEntry = {
  readonly id: LessonId | SimulatorId;
  readonly title: Text;
  /** First 8 hexadecimal digits of the SHA-256 of the content file: the name by which facts call a simulator's text. */
  readonly version: string;
  /** Of what the phone reads of it; ends in the first 8 hexadecimal digits of the SHA-256 of its bytes, and ".json". */
  readonly address: string;
  /** As it travels, compressed. */
  readonly travelBytes: number;
  /** As it lies on the phone. */
  readonly keptBytes: number;
};

export type SimulatorEntry = FileEntry & { readonly id: SimulatorId };

export type LessonEntry = FileEntry & Pick<Lesson, "id" | "promise" | "picture" | "components" | "level" | "minutes"> & {
  readonly stepCount: number;
  /** Simulators it practises, each once. */
  readonly simulators: readonly SimulatorId[];
  /** What of it is looked at again later. */
  readonly subject: RecallSubject;
};
