/** Time passes by days and years in these tests. A clock that leaps has a test of its own (leap.test.ts), which sets the rule anew. */
import { leapRule } from "../../src/storage/leap.ts";

leapRule.days = Number.POSITIVE_INFINITY;
