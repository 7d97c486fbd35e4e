/** What home and the courses ask of the phone about the person, in one go. */
import { entries as lessons } from "../../../../../content/lessons?index";
import type { Device } from "../../device/device.ts";
import { readLearningRecord } from "../../learning-record.ts";
import { dayOf } from "../day.ts";
import { firstLesson } from "./first-lesson.ts";
import { readSitting } from "../lesson/sitting.ts";
import type { Known } from "./next-thing.ts";

const chosenPath = "chosen-path";

export async function knowLearner(device: Device): Promise<Known> {
  const [record, { group }, chosen, last] = [await readLearningRecord(device), await device.profile(), await device.bookmark(chosenPath), await device.bookmark("last-lesson")];
  // Until lessons kept which was last, there was one.
  const entry = lessons.find(({ id }) => id === (last ?? firstLesson));
  const sitting = entry && readSitting(await device.bookmark(`lesson/${entry.id}`), entry.stepCount + 2);
  const { due } = Object.keys(record.recalls ?? {}).length === 0 ? { due: [] } : (await import("./review-day.ts")).dueReviews(record.recalls ?? {}, dayOf(new Date()));
  return {
    record, due,
    ...(group === undefined ? {} : { group }),
    ...(typeof chosen === "string" ? { chosen } : {}),
    ...(entry === undefined || sitting === undefined ? {} : { halfWay: { lesson: entry.id, sitting } }),
  };
}

export function choosePath(device: Device, path: string): Promise<void> {
  return device.saveBookmark(chosenPath, path);
}
