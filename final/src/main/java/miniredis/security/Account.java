package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.Denial;
import miniredis.command.User;

/** A user: a name, and rules that may change while clients act as it. */
final class Account implements User {

  private final Bytes name;
  private Rules rules;
  private boolean unlimited;

  Account(Bytes name, Rules rules) {
    this.name = name;
    become(rules);
  }

  @Override
  public Bytes name() {
    return name;
  }

  Rules rules() {
    return rules;
  }

  /** Takes rules over, which nobody changes from now on. */
  void become(Rules rules) {
    this.rules = rules;
    unlimited = rules.allowAnything();
  }

  @Override
  public boolean isOpen() {
    return rules.enabled && rules.needsNoPassword;
  }

  @Override
  public boolean needsNoPassword() {
    return rules.needsNoPassword;
  }

  @Override
  public boolean isUnlimited() {
    return unlimited;
  }

  @Override
  public Denial denial(Command command, Bytes[] request) {
    return rules.denial(command, request);
  }

  @Override
  public boolean mayReadAllKeys(Command command, Bytes[] request) {
    return unlimited || rules.allowReadingAll(command, request);
  }
}
