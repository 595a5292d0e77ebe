using System.Net.Mail;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>Which attributes there are and what they may hold: the standard ones, and the one that the pool adds.</summary>
internal static class AttributeRules
{
    private const int MaxValue = 2048;

    private static readonly HashSet<string> Known =
    [
        "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale", "middle_name", "name",
        "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username", "profile", "updated_at", "website",
        "zoneinfo", "custom:avatar",
    ];

    public static void Check(IReadOnlyList<UserAttribute> attributes)
    {
        foreach (var (index, attribute) in attributes.Index())
        {
            if (attribute.Name is null)
            {
                throw UserPoolException.Constraint($"userAttributes.{index + 1}.member.name", "null", "not be null");
            }

            if (attribute.Name == "sub")
            {
                throw UserPoolException.Invalid("user.sub: Attribute cannot be updated.");
            }

            if (!Known.Contains(attribute.Name))
            {
                throw UserPoolException.Invalid(
                    $"Attributes did not conform to the schema: Type for attribute {{{attribute.Name}}} could not be determined");
            }

            if (attribute.Value is { Length: > MaxValue })
            {
                throw UserPoolException.Constraint(
                    $"userAttributes.{index + 1}.member.value", "(too long)", $"have length less than or equal to {MaxValue}");
            }

            if (attribute is { Name: "email", Value.Length: > 0 } && !IsEmail(attribute.Value))
            {
                throw UserPoolException.Invalid("Invalid email address format.");
            }
        }
    }

    public static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;
}
