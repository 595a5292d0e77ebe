namespace Lego.Testing.Attacks;

/// <summary>One case of an attack: what it does follows from the seed and the number alone.</summary>
/// <param name="Number">Which case it is, from 0.</param>
/// <param name="Random">The randomness of this case; no other case draws from it.</param>
public sealed record AttackCase(int Number, Random Random);
