/** The command cannot be carried out as it was typed; the message is for the person who typed it. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}
