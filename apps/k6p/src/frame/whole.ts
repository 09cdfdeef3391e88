// The program with every command. Nothing but loads happens here: programs of one command load parts of it as well.
void Promise.all([import("./main.ts"), import("./run-words.ts")]).then(([{ runMain }, { runWords }]) =>
  runMain(runWords),
);
