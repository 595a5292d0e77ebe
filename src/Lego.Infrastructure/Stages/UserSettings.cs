namespace Lego.Infrastructure.Stages;

/// <summary>The user pool.</summary>
public sealed record UserSettings
{
    /// <summary>True lets anybody sign up with an e-mail address; false leaves it to administrators.</summary>
    public bool SelfSignUp { get; set; }

    /// <summary>True lets clients send user name and password, as tools that check a deployment do; SRP, which sends no password, always works.</summary>
    public bool PasswordSignIn { get; set; } = true;
}
