/** Pictures by which people on a shared phone know themselves, and of which a picture secret is made. SVG text, 64 units square; their words stand in the messages. */
import banh from "./banh.svg?raw";
import ca from "./ca.svg?raw";
import chuoi from "./chuoi.svg?raw";
import den from "./den.svg?raw";
import ga from "./ga.svg?raw";
import lon from "./lon.svg?raw";
import lua from "./lua.svg?raw";
import meo from "./meo.svg?raw";
import nha from "./nha.svg?raw";
import non from "./non.svg?raw";
import ot from "./ot.svg?raw";
import sen from "./sen.svg?raw";
import thuyen from "./thuyen.svg?raw";
import trang from "./trang.svg?raw";
import trau from "./trau.svg?raw";
import trong from "./trong.svg?raw";
import vit from "./vit.svg?raw";
import xe from "./xe.svg?raw";
import type { PeoplePicture } from "../../device/people-on-phone.ts";

export const peoplePictures: Readonly<Record<PeoplePicture, string>> = { banh, ca, chuoi, den, ga, lon, lua, meo, nha, non, ot, sen, thuyen, trang, trau, trong, vit, xe };
