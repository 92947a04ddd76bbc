package miniredis;

/** The code of one command. Every command has this shape, so one table holds them all. */
interface Handler {
  Reply handle(Call call);
}
