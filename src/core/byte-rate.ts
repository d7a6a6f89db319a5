import { Size, SizeRoundingBehavior } from 'cdk8s';

/**
 * A number of bytes per second, such as the budget of a line of business or the limit of a plan.
 *
 * @example
 * const budget = ByteRate.of(Size.mebibytes(2));
 */
export class ByteRate {
  /**
   * So many bytes in each second.
   *
   * @param perSecond the amount that flows in one second
   */
  public static of(perSecond: Size): ByteRate {
    return new ByteRate(perSecond);
  }

  private constructor(
    /** The amount that flows in one second. */
    public readonly perSecond: Size,
  ) {}

  /** Whole bytes per second, as Kafka's quotas want them (`producer_byte_rate`). */
  public toBytesPerSecond(): number {
    return Math.floor(this.perSecond.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024);
  }
}
