using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Shared;

/// <summary>Who may reach what.</summary>
internal static class Gates
{
    /// <summary>Lets the owner through.</summary>
    /// <exception cref="NotFoundException">There is nothing.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    public static T Owner<T>(T? resource, string userId, string name)
        where T : class, IOwned
    {
        if (resource is null)
        {
            throw new NotFoundException($"{name} was not found.");
        }

        return resource.UserId == userId ? resource : throw new ForbiddenException($"{name} belongs to another user.");
    }

    /// <summary>Lets the owner through and tells nobody else that there is something.</summary>
    /// <exception cref="NotFoundException">There is nothing, or it is somebody else's.</exception>
    public static T Hidden<T>(T? resource, string userId, string name)
        where T : class, IOwned =>
        resource is not null && resource.UserId == userId ? resource : throw new NotFoundException($"{name} was not found.");

    /// <summary>Lets users through to what is their own by its id.</summary>
    /// <exception cref="ForbiddenException">The id is another user's.</exception>
    public static void Self(string? id, string userId)
    {
        if (id != userId)
        {
            throw new ForbiddenException("The profile belongs to another user.");
        }
    }

    /// <summary>Lets through what the body refers to, if it is the caller's.</summary>
    /// <exception cref="ValidationException">There is nothing; the message names the field.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    public static void Reference<T>(T? resource, string userId, string field, string name)
        where T : class, IOwned
    {
        if (resource is null)
        {
            throw UnknownReference(field);
        }

        Owner(resource, userId, name);
    }

    public static ValidationException UnknownReference(string field) => ValidationException.ForField(field, "refers to nothing that exists");
}
