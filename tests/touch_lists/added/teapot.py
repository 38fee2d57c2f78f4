"""A throw-away route."""

from flask import Response, g, jsonify
from marshmallow import Schema, fields

from backend.api.http.blueprint import Blueprint

blueprint = Blueprint("teapot", __name__, url_prefix="/v1/teapot", description="Tea")


class TeapotSchema(Schema):
    """A pot."""

    borrower_id = fields.String(required=True)


@blueprint.get("")
@blueprint.response(200, TeapotSchema)
def read_teapot() -> Response:
    """Read your pot"""
    return jsonify(borrower_id=g.borrower_id)
