using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

internal sealed partial class FilterParser
{
    private const string IdName = "name";
    private const string IdType = "type";
    private const string IdAccount = "account.id";

    private ServiceSelector ParseSelector(string expected, string after)
    {
        if (_token.Kind == TokenKind.Text)
        {
            return new ServiceSelector(Advance().Value, null, null);
        }

        if (!_token.IsWord("id"))
        {
            throw Expected(expected, after);
        }

        Advance();
        Take(TokenKind.OpenParenthesis, "`(`", "id");
        var service = ServiceSelector.Any;
        var members = new HashSet<string>();
        Offers |= FilterOffers.IdMember;
        while (_token.Kind != TokenKind.CloseParenthesis)
        {
            service = ParseMember(service, members);
            if (_token.Kind != TokenKind.CloseParenthesis)
            {
                Take(TokenKind.Comma, "`,` or `)`", "id(…");
                Offers |= FilterOffers.IdMember;
                if (_token.Kind == TokenKind.CloseParenthesis)
                {
                    throw Expected("name:, type: or account.id:", "id(…,");
                }
            }
        }

        Advance();
        return service;
    }

    private ServiceSelector ParseMember(ServiceSelector service, HashSet<string> members)
    {
        var member = _token.Kind == TokenKind.Word ? _token.Value.ToLowerInvariant() : string.Empty;
        if (member is not (IdName or IdType or IdAccount))
        {
            throw Expected("name:, type: or account.id:", members.Count == 0 ? "id(" : "id(…,");
        }

        if (!members.Add(member))
        {
            throw FilterErrors.At(
                _token.Offset, _token.Length, $"`{_token.Value}`", "another member", $"`{member}:` stands twice in id(…)");
        }

        Advance();
        Take(TokenKind.Colon, "`:`", member);
        Offers |= member switch
        {
            IdName => FilterOffers.ServiceName,
            IdType => FilterOffers.ServiceType,
            _ => FilterOffers.TextValue,
        };
        var value = Take(TokenKind.Text, "text in double quotes", member + ":").Value;
        return member switch
        {
            IdName => service with { Name = value },
            IdType => service with { Type = value },
            _ => service with { AccountId = value },
        };
    }
}
