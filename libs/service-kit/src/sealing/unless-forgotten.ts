import { KeysMissing } from './key-vault.js';

/**
 * For owners whose key is forgotten on purpose (uploads, drafts; see `KeyVault.forget`): no key means that they are over.
 *
 * @returns undefined when the key was destroyed, forgotten or is missing
 */
export async function unlessForgotten<Found>(opening: Promise<Found>): Promise<Found | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof KeysMissing) return undefined;
    throw error;
  }
}
