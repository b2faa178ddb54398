import { describe, expect, it } from 'vitest';
import { blank, fieldsOf, filledOf, missingOf } from './fields';

const fields = fieldsOf([
  { title: 'Who', fields: [{ name: 'name', label: 'Name', missing: 'A name is needed.' }] },
  { title: 'Reach', fields: [{ name: 'phone', label: 'Phone' }] },
]);

describe('the fields of a form', () => {
  it('start with nothing in them', () => {
    expect(blank(fields)).toEqual({ name: '', phone: '' });
  });

  it('say what is missing where something is needed, blanks counted as nothing', () => {
    expect(missingOf(fields, { name: '  ', phone: '' })).toEqual({ name: 'A name is needed.' });
    expect(missingOf(fields, { name: 'Vila', phone: '' })).toEqual({});
  });

  it('send what was filled in, as it was typed', () => {
    expect(filledOf({ name: ' Vila', phone: ' ' })).toEqual({ name: ' Vila' });
  });
});
