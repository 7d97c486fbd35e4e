/** Drawn pictures by the names that content uses, and our own. SVG text: put into the page as it is. */
import foxInCap from "./fox-in-cap.svg?raw";
import grandmotherPhone from "./grandmother-phone.svg?raw";
import groupAdult from "./group-adult.svg?raw";
import groupOfficial from "./group-official.svg?raw";
import groupStudent from "./group-student.svg?raw";
import household from "./household.svg?raw";
import marketQr from "./market-qr.svg?raw";
import practicePhone from "./practice-phone.svg?raw";
import torch from "./torch.svg?raw";
import villageClass from "./village-class.svg?raw";

export const pictures: Readonly<Record<string, string>> = {
  "fox-in-cap": foxInCap,
  "grandmother-phone": grandmotherPhone,
  "group-adult": groupAdult,
  "group-official": groupOfficial,
  "group-student": groupStudent,
  household,
  "market-qr": marketQr,
  "practice-phone": practicePhone,
  torch,
  "village-class": villageClass,
};
