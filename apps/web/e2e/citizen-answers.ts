import type { Locator, Page } from 'playwright-core';

export type Declaration = Readonly<Record<string, unknown>>;

/** Answers every question on the screen for which the declaration has an answer, as people do: field by field. */
export async function answer(page: Page, declaration: Declaration): Promise<void> {
  for (const [pointer, value] of leavesOf(declaration, '')) {
    const control = page.locator(`#q${pointer.replaceAll('/', '-')}`);
    if ((await control.count()) > 0) await give(page, control, value);
  }
}

function leavesOf(value: unknown, pointer: string): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[pointer, String(value as string | number)]];
  return Object.entries(value).flatMap(([name, child]) => leavesOf(child, `${pointer}/${name}`));
}

async function give(page: Page, control: Locator, value: string): Promise<void> {
  const role = await control.getAttribute('role');
  if (role === 'radiogroup') return control.locator(`input[value="${value}"]`).check();
  if (role === 'combobox') return choose(page, control, value);
  await control.fill(value);
  await control.blur();
}

/** A list that is searched: the names are the page's, so it is walked until the code is there. */
async function choose(page: Page, control: Locator, code: string): Promise<void> {
  const isOpen = (open: boolean) => control.and(page.locator(`[aria-expanded="${open}"]`)).waitFor();
  await control.click();
  await isOpen(true); // its own list: the one before may still be leaving
  await control.fill(SEARCHED[code] ?? code);
  await control.press('Enter');
  await isOpen(false);
}

/** What people type for the codes of the story, without diacritics. */
const SEARCHED: Readonly<Record<string, string>> = { VN: 'viet nam', '01': 'kinh', '4': 'can cuoc' };
