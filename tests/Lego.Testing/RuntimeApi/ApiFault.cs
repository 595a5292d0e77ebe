namespace Lego.Testing.RuntimeApi;

public enum ApiFault
{
    None,
    BadRequest,
    Forbidden,
    PayloadTooLarge,
    ServerError,
    DropConnection,
}
