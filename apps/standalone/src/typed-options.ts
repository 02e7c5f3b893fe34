const usageStatus = 2;

/** The command line cannot be understood; the message is for the person who typed it. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** What was typed. Help, and options that cannot be meant, end the process with the usage. */
export function typedOptions<Options extends { readonly help: boolean }>(
  parse: (words: readonly string[], folder: string) => Options,
  usage: string,
): Options {
  try {
    const options = parse(process.argv.slice(2), process.cwd());
    if (!options.help) return options;
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageFault)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exit(usageStatus);
  }
}
