/** Years since a birthday, as of today or another day. */
export function ageOf(birthday: string, on = new Date()): number {
  const [year = 0, month = 1, day = 1] = birthday.split('-').map(Number);
  const had = on.getMonth() + 1 > month || (on.getMonth() + 1 === month && on.getDate() >= day);
  return on.getFullYear() - year - (had ? 0 : 1);
}
