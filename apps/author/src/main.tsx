/** The bench's page. The address after # is the open file, so that a reload comes back to it. */
import "@hocvuso/pwa/styles/first.css";
import { render } from "preact";
import "./author.css";
import { Bench } from "./bench.tsx";

const root = document.getElementById("bench");
if (root !== null) render(<Bench />, root);
