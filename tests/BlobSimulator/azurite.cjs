// Runs Azurite until standard input ends, which it does however the process at its other end goes.
process.stdin.on("end", () => process.exit()).resume();
require("azurite/dist/src/blob/main.js");
