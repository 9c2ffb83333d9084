// Shifts the wall clock of the process that this is loaded into, by as many hours as CLOCK_SKEW_HOURS says.
const ahead = Number(process.env['CLOCK_SKEW_HOURS']) * 3_600_000;
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + ahead);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
