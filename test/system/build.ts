/** Builds the bundle once for all files of this project. */
import { build } from "../../scripts/build.ts";

export default build;
