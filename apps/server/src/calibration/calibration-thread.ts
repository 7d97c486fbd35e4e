/** The arithmetic of a calibration, in a thread of its own: takes its input, posts what came of it. */
import { parentPort, workerData } from "node:worker_threads";
import { makeCalibration, type CalibrationInput } from "./make-calibration.ts";

const input: CalibrationInput = workerData; // what run-calibration.ts hands over
parentPort?.postMessage(makeCalibration(input));
