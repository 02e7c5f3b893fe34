import { Rejected, rejectionTexts } from '@motcua/domain';
import { describe, expect, it } from '@jest/globals';
import { detailOf, statusOf } from './rejections.js';

describe('rejections', () => {
  it.each(Object.entries(rejectionTexts))('%s is answered as the table of the domain says', (code, { status, vi }) => {
    const rejected = new Rejected(code);
    expect([statusOf(rejected), detailOf(rejected)]).toEqual([status, vi]);
  });

  it('without a row are about the state of things, and named', () => {
    const rejected = new Rejected('some.new-rule');
    expect(statusOf(rejected)).toBe(409);
    expect(detailOf(rejected)).toContain('some.new-rule');
  });
});
