/** One object for what is equal: thousands of findings of an environment differ in little, and would each hold a copy. */

export class Shared<Value> {
  readonly #values = new Map<string, Value>()

  /** The value first made under the key. */
  get(key: string, make: () => Value): Value {
    const known = this.#values.get(key)
    if (known !== undefined) return known
    const made = make()
    this.#values.set(key, made)
    return made
  }
}
