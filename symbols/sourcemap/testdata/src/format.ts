const units = ["€", "$"]

export function format(amount: number, unit = units[0]): string {
  if (Number.isNaN(amount)) throw new TypeError("not an amount")
  return `${amount.toFixed(2)} ${unit}`
}
