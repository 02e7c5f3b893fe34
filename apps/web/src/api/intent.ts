import { useRef } from 'react';

/**
 * One key for one thing that a person wants, however often it is sent until an answer came: what was acknowledged is never done
 * twice (`Idempotency-Key`). Call `done` after a success, and the next wish gets a key of its own.
 */
export function useIntent(): { readonly headers: () => { 'Idempotency-Key': string }; readonly done: () => void } {
  const key = useRef<string | undefined>(undefined);
  return {
    headers: () => ({ 'Idempotency-Key': (key.current ??= crypto.randomUUID()) }),
    done: () => (key.current = undefined),
  };
}
