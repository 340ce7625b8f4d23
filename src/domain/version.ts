/** This program's version, as package.json has it (test/domain/version.test.ts). */
export const VERSION = "0.2.0";
