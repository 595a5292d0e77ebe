using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>The user pool and the client of the web app.</summary>
internal sealed class Users : Construct
{
    public Users(Construct scope, StageSettings settings)
        : base(scope, "Users")
    {
        Pool = new UserPool(this, "Pool", new UserPoolProps
        {
            UserPoolName = StageNames.Prefix(settings.Stage),
            SelfSignUpEnabled = settings.Users.SelfSignUp,
            SignInAliases = new SignInAliases { Email = true },
            SignInCaseSensitive = false,
            AutoVerify = new AutoVerifiedAttrs { Email = true },
            StandardAttributes = new StandardAttributes
            {
                Email = new StandardAttribute { Required = true, Mutable = true },
                Fullname = new StandardAttribute { Required = false, Mutable = true },
                ProfilePicture = new StandardAttribute { Required = false, Mutable = true },
            },
            // Read for users whose picture was kept here before there was the standard attribute.
            CustomAttributes = new Dictionary<string, ICustomAttribute>
            {
                ["avatar"] = new StringAttribute(new StringAttributeProps { MinLen = 0, MaxLen = 2048, Mutable = true }),
            },
            PasswordPolicy = new PasswordPolicy
            {
                MinLength = 12,
                RequireLowercase = true,
                RequireUppercase = true,
                RequireDigits = true,
                RequireSymbols = false,
                TempPasswordValidity = Duration.Days(3),
            },
            Mfa = Mfa.OPTIONAL,
            MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
            AccountRecovery = AccountRecovery.EMAIL_ONLY,
            DeletionProtection = settings.DeletionProtection,
            RemovalPolicy = Removal.Of(settings),
        });
        Client = Pool.AddClient("Web", new UserPoolClientOptions
        {
            UserPoolClientName = $"{StageNames.Prefix(settings.Stage)}-web",
            AuthFlows = new AuthFlow { UserSrp = true, UserPassword = settings.Users.PasswordSignIn },
            // A browser cannot keep a secret.
            GenerateSecret = false,
            DisableOAuth = true,
            PreventUserExistenceErrors = true,
            EnableTokenRevocation = true,
            AccessTokenValidity = Duration.Hours(1),
            IdTokenValidity = Duration.Hours(1),
            RefreshTokenValidity = Duration.Days(30),
            // The picture's URL is set by the function alone: it deletes what the old one points to.
            WriteAttributes = new ClientAttributes().WithStandardAttributes(new StandardAttributesMask { Email = true, Fullname = true }),
        });
    }

    public UserPool Pool { get; }

    public UserPoolClient Client { get; }
}
